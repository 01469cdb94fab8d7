import { z } from 'zod'
import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhone, maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { dispatchEvents } from '../contract.ts'
import { dispatchError, type dispatchStates, type placeRules } from '../contracts/lead-dispatch.ts'
import { dispatchWords as words } from '../dispatch-words.ts'
import {
  countPool,
  insertOffer,
  insertPoolLead,
  listPool,
  listTargets,
  lockOffer,
  lockPoolLead,
  type PoolRow,
  type TargetStore,
  updateOffer,
  updatePoolLead,
} from './dispatch.queries.ts'
import { decodeKeyOf, nextPageOf } from './lead-pages.ts'

/** A person of the pool, as sealed. */
const personSchema = z.object({ name: z.string(), phone: z.string(), note: z.string() })
export type Person = z.infer<typeof personSchema>

export interface NewPoolLead extends Person {
  id?: string | undefined
  city: string
  storeCode: string
  regionId: number | null
  seriesId: string | null
  sourceId: string | null
  externalId?: string | undefined
}

/** Who a lead of the pool or an offer is of; null once a store has taken them. */
export const openPerson = (ctx: Ctx, row: { sealed: Buffer | null }): Person | null =>
  row.sealed === null ? null : personSchema.parse(JSON.parse(ctx.vault.open(row.sealed)))

function assertHeadOffice(ctx: Ctx): void {
  if (!ctx.store.isHeadOffice) throw dispatchError('leads.only_head_office')
}

/** Keeps leads at the head office until they are sent out; a number that waits or is out is known. */
export async function recordPool(ctx: Ctx, items: readonly NewPoolLead[]) {
  assertHeadOffice(ctx)
  let made = 0
  for (const [index, item] of items.entries()) {
    const phone = normalisePhone(item.phone)
    if (!phone) throw dispatchError('leads.bad_phone', { line: index + 1 })
    const id = item.id ?? uuidv7()
    const person: Person = {
      name: maskPhonesInText(item.name),
      phone: phone.canonical,
      note: maskPhonesInText(item.note),
    }
    const isNew = await insertPoolLead(ctx, {
      store_id: ctx.store.id,
      id,
      sealed: ctx.vault.seal(JSON.stringify(person)),
      phone_hash: ctx.vault.hashPhone(ctx.store.groupId, phone.canonical),
      city: item.city,
      store_code: item.storeCode,
      region_id: item.regionId,
      series_id: item.seriesId,
      source_id: item.sourceId,
      external_id: item.externalId ?? null,
      received_at: ctx.now,
      received_by: ctx.actor.personId,
    })
    if (isNew) made += 1
  }
  audit(ctx, {
    action: 'dispatch.recorded',
    recordType: 'dispatch',
    recordId: uuidv7(),
    detail: { made, known: items.length - made },
  })
  return { made, known: items.length - made }
}

/** The pool, newest first: what waits, where it went, what came back and why. */
export async function readPool(
  ctx: Ctx,
  query: { state?: string | undefined; cursor?: string | undefined; limit: number },
) {
  assertHeadOffice(ctx)
  const after = decodeKeyOf(ctx, query.cursor)
  const rows = await listPool(ctx, query, { after, limit: query.limit + 1 })
  const { page, nextCursor } = nextPageOf(ctx, rows, query.limit, (row) => [
    row.received_at.toISOString(),
    row.id,
  ])
  return {
    items: page.map((row) => {
      const person = openPerson(ctx, row)
      return {
        id: row.id,
        name: person?.name ?? null,
        maskedPhone: person && maskPhone(person.phone),
        city: row.city,
        storeCode: row.store_code,
        seriesName: row.series,
        note: person?.note ?? '',
        state: row.state as (typeof dispatchStates)[number],
        toStore: row.to_store,
        rule: row.rule as (typeof placeRules)[number] | null,
        timesSent: row.times_sent,
        reason: row.reason,
        receivedAt: row.received_at.toISOString(),
        sentAt: row.sent_at?.toISOString() ?? null,
        decidedAt: row.decided_at?.toISOString() ?? null,
      }
    }),
    nextCursor,
    count: after ? null : await countPool(ctx, query),
  }
}

/** The stores within the actor's reach, with their load. */
export async function readTargets(ctx: Ctx): Promise<TargetStore[]> {
  assertHeadOffice(ctx)
  const scope = scopeOf(ctx, 'leads.dispatch')
  const ids = ctx.actor.stores
    .filter((store) => scope === 'group' || store.regionId === ctx.actor.regionId)
    .map(({ id }) => id)
  return listTargets(ctx, ids)
}

/**
 * Where a lead goes by rule: the store it names, else the stores of its city, else of its region, else
 * all; among several the one with the smallest load. Undefined where it names a store there is not.
 */
export function placeByRule(
  lead: Pick<PoolRow, 'store_code' | 'city' | 'region_id'>,
  stores: readonly TargetStore[],
): { store: TargetStore; rule: (typeof placeRules)[number] } | undefined {
  const city = (text: string) => text.replace(/市$/, '')
  const least = (some: readonly TargetStore[]) =>
    some.toSorted((a, b) => a.open - b.open || (a.code < b.code ? -1 : 1))[0]
  if (lead.store_code !== '') {
    const named = stores.find(({ code }) => code.toLowerCase() === lead.store_code.toLowerCase())
    return named && { store: named, rule: 'store' }
  }
  const inCity =
    lead.city === ''
      ? []
      : stores.filter((one) => one.city !== '' && city(one.city) === city(lead.city))
  const inRegion =
    lead.region_id === null ? [] : stores.filter(({ region_id }) => region_id === lead.region_id)
  const [some, rule] =
    inCity.length > 0
      ? ([inCity, 'city'] as const)
      : inRegion.length > 0
        ? ([inRegion, 'region'] as const)
        : ([stores, 'load'] as const)
  const store = least(some)
  return store && { store, rule }
}

/** Sends waiting or returned leads to a store, or each by rule; others are skipped. */
export async function sendOut(
  ctx: Ctx,
  { ids, storeId }: { ids: readonly string[]; storeId: number | null },
): Promise<{ sent: number; skipped: number }> {
  const stores = await readTargets(ctx)
  const named = stores.find(({ id }) => id === storeId)
  if (storeId !== null && !named) throw dispatchError('leads.no_such_store')
  const sent: { storeId: number; offerId: string }[] = []
  for (const id of [...new Set(ids)].sort()) {
    const lead = await lockPoolLead(ctx, id)
    if (!lead || (lead.state !== 'waiting' && lead.state !== 'returned')) continue
    const place = named ? { store: named, rule: 'hand' as const } : placeByRule(lead, stores)
    if (!place) continue
    place.store.open += 1
    sent.push({ storeId: place.store.id, offerId: await offer(ctx, lead, place) })
  }
  tellStores(ctx, sent)
  return { sent: sent.length, skipped: ids.length - sent.length }
}

/** One notice per store, however many leads it was sent. */
function tellStores(ctx: Ctx, sent: readonly { storeId: number; offerId: string }[]): void {
  for (const [storeId, offers] of Map.groupBy(sent, (one) => one.storeId))
    announce(ctx, {
      type: dispatchEvents.came,
      recordId: offers[0]?.offerId ?? uuidv7(),
      storeId,
      data: { count: offers.length },
    })
}

async function offer(
  ctx: Ctx,
  lead: PoolRow,
  { store, rule }: { store: TargetStore; rule: (typeof placeRules)[number] },
): Promise<string> {
  const id = uuidv7()
  await updatePoolLead(ctx, lead.id, {
    state: 'sent',
    to_store_id: store.id,
    offer_id: id,
    rule,
    reason: '',
    times_sent: lead.times_sent + 1,
    sent_at: ctx.now,
    sent_by: ctx.actor.personId,
    decided_at: null,
  })
  await insertOffer(ctx, {
    store_id: store.id,
    id,
    head_store_id: ctx.store.id,
    dispatch_id: lead.id,
    sealed: lead.sealed,
    series_id: lead.series_id,
    source_id: lead.source_id,
    offered_at: ctx.now,
  })
  audit(ctx, {
    action: 'dispatch.sent',
    recordType: 'dispatch',
    recordId: lead.id,
    detail: { toStoreId: store.id, rule },
  })
  announce(ctx, { type: dispatchEvents.offered, recordId: id, storeId: store.id })
  return id
}

/** Takes back what no store answered yet; it waits again. Throws `leads.offer_decided`. */
export async function recall(ctx: Ctx, id: string): Promise<void> {
  assertHeadOffice(ctx)
  const lead = await lockPoolLead(ctx, id)
  if (!lead) throw coreError('core.not_found')
  const { offer_id, to_store_id } = lead
  if (lead.state !== 'sent' || offer_id === null || to_store_id === null)
    throw decided(ctx, lead.state)
  const row = await lockOffer(ctx, to_store_id, offer_id)
  if (row?.state !== 'offered') throw decided(ctx, row?.state ?? lead.state)
  await updateOffer(ctx, { storeId: to_store_id, id: offer_id }, taken(ctx, 'taken_back', ''))
  await updatePoolLead(ctx, id, { state: 'waiting', to_store_id: null, offer_id: null })
  audit(ctx, { action: 'dispatch.recalled', recordType: 'dispatch', recordId: id })
  announce(ctx, { type: dispatchEvents.offered, recordId: offer_id, storeId: to_store_id })
}

/** What an answer leaves on an offer: the person's data goes. */
export const taken = (ctx: Ctx, state: 'accepted' | 'returned' | 'taken_back', reason: string) => ({
  state,
  reason,
  sealed: null,
  decided_at: ctx.now,
  decided_by: ctx.actor.personId,
})

/** The refusal of an offer somebody answered already. */
export const decided = (ctx: Ctx, state: string) =>
  dispatchError('leads.offer_decided', {
    state: say(words[(state in words ? state : 'closed') as keyof typeof words], ctx.locale),
  })
