import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { dialNumbers, readCustomer } from '#modules/customers/index.ts'
import { readCardsOfCustomer } from '#modules/opportunities/index.ts'
import { readTimeline } from '#modules/timeline/index.ts'
import { dayInZone } from '#shared/days.ts'
import { digestOf } from '#shared/digest.ts'
import { type DeviceRecord, mostPerRequest } from '../contract.ts'
import { listStamps } from './offline.queries.ts'

const recentSteps = 12

/**
 * What a device needs to hold a person's own customers (rules.md, Offline and retries): first the
 * stamps, then those in full whose stamp differs. Only customers with an open card of the person;
 * everybody else is no longer theirs and leaves the device.
 */
export async function readDeviceRecords(
  ctx: Ctx,
  asked: { digest?: string | undefined; ids?: string | undefined },
) {
  // Some facts change with the day alone (a date that passed): a new day, a new stamp.
  const today = dayInZone(ctx.now, ctx.store.timeZone).slice(5)
  const own = (await listStamps(ctx, personOf(ctx))).map((row): [id: string, stamp: string] => [
    row.customer_id,
    `${row.stamp}.${today}`,
  ])
  const digest = digestOf(own.map(([id, stamp]) => `${id}${stamp}`))
  const wanted = new Set((asked.ids?.split(',') ?? []).slice(0, mostPerRequest))
  const records: DeviceRecord[] = []
  for (const [id] of own) if (wanted.has(id)) records.push(await readRecord(ctx, id))
  const withNumbers = records.filter((record) => record.phones.length > 0)
  if (withNumbers.length > 0)
    audit(ctx, {
      action: 'phone.kept_on_device',
      recordType: 'person',
      recordId: personOf(ctx),
      detail: { customers: withNumbers.map((record) => record.customer.id) },
    })
  const isCurrent = asked.digest === digest || asked.ids !== undefined
  return {
    now: ctx.now.toISOString(),
    digest,
    stamps: isCurrent ? null : own,
    records,
  }
}

async function readRecord(ctx: Ctx, customerId: string): Promise<DeviceRecord> {
  const { items } = await readTimeline(ctx, customerId, { limit: recentSteps })
  return {
    customer: await readCustomer(ctx, customerId),
    cards: await readCardsOfCustomer(ctx, customerId),
    phones: can(ctx, 'customers.reveal') ? await dialNumbers(ctx, customerId) : [],
    timeline: items,
  }
}
