import { sql } from 'kysely'
import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { rebuildFacts } from '#modules/metrics/index.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface Parties {
  day: Day
  unfiled?: number
  filed?: number
  by?: string
  seriesId?: string
  sourceId?: string
  /** Hour of arrival in UTC, and minutes of the reception. */
  hour?: number
  minutes?: number
}

/** Writes many parties of a store at once, as rows, and brings its facts up to date. */
export async function addParties(app: App, store: StoreInfo, parties: readonly Parties[]) {
  const rows = parties.flatMap((one) => [
    ...Array.from({ length: one.unfiled ?? 0 }, () => ({ ...one, outcome: 'unfiled' })),
    ...Array.from({ length: one.filed ?? 0 }, () => ({ ...one, outcome: 'filed' })),
  ])
  const at = (row: (typeof rows)[number]) =>
    new Date(`${row.day}T${String(row.hour ?? 2).padStart(2, '0')}:00:00Z`)
  await inStores(app.db, [store.id], (tx) =>
    sql`insert into visits (store_id, id, channel, business_day, arrived_at, left_at, received_by,
                            outcome, series_id, source_id, recorded_at, closed_at)
        select ${store.id}, r.id, 'walk-in', r.day, r.at, r.at + r.minutes * interval '1 minute',
               r.by, r.outcome, r.series, r.source, r.at, r.at
          from unnest(${rows.map(() => uuidv7())}::uuid[], ${rows.map((r) => r.day)}::date[],
                      ${rows.map(at)}::timestamptz[], ${rows.map((r) => r.minutes ?? 30)}::int[],
                      ${rows.map((r) => r.by ?? null)}::uuid[], ${rows.map((r) => r.outcome)}::text[],
                      ${rows.map((r) => r.seriesId ?? null)}::uuid[],
                      ${rows.map((r) => r.sourceId ?? null)}::uuid[])
               as r (id, day, at, minutes, by, outcome, series, source)
        on conflict do nothing`.execute(tx),
  )
  await rebuildFacts(app, store)
}

export interface TestDeal {
  openedOn: Day
  /** Not yet bought when missing. */
  signedOn?: Day
  /** Lost for this reason (a dictionary option) on a day. */
  lost?: { on: Day; reasonId: string }
  owner: string
  seriesId?: string
  sourceId?: string
}

/** Writes customers filed at the door with what became of them, as rows. */
export async function addFiled(app: App, store: StoreInfo, deals: readonly TestDeal[]) {
  const rows = deals.map((deal) => ({
    ...deal,
    customer: uuidv7(),
    card: uuidv7(),
    visit: uuidv7(),
    order: uuidv7(),
  }))
  const at = (day: Day) => new Date(`${day}T02:00:00Z`)
  await inStores(app.db, [store.id], async (tx) => {
    for (const row of rows) {
      await tx
        .insertInto('customers')
        .values({
          store_id: store.id,
          id: row.customer,
          name: '客户',
          created_at: at(row.openedOn),
        })
        .execute()
      await tx
        .insertInto('opportunities')
        .values({
          store_id: store.id,
          id: row.card,
          customer_id: row.customer,
          owner_id: row.owner,
          state: row.signedOn ? 'signed' : row.lost ? 'lost' : 'active',
          level: 'A',
          expected_on: row.openedOn,
          series_id: row.seriesId ?? null,
          source_id: row.sourceId ?? null,
          opened_on: row.openedOn,
          opened_at: at(row.openedOn),
          opened_visit_id: row.visit,
          last_contact_on: row.openedOn,
          last_contact_at: at(row.openedOn),
          ...(row.lost
            ? {
                loss_kind: 'defeat',
                loss_reason_id: row.lost.reasonId,
                closed_on: row.lost.on,
                closed_reason: '价格',
              }
            : {}),
        })
        .execute()
      await tx
        .insertInto('visits')
        .values({
          store_id: store.id,
          id: row.visit,
          channel: 'walk-in',
          business_day: row.openedOn,
          arrived_at: at(row.openedOn),
          left_at: at(row.openedOn),
          received_by: row.owner,
          outcome: 'filed',
          customer_id: row.customer,
          opportunity_id: row.card,
          series_id: row.seriesId ?? null,
          source_id: row.sourceId ?? null,
          recorded_at: at(row.openedOn),
          closed_at: at(row.openedOn),
        })
        .execute()
      if (row.lost)
        await tx
          .insertInto('opportunity_changes')
          .values({
            store_id: store.id,
            id: uuidv7(),
            opportunity_id: row.card,
            field: 'state',
            from_value: 'loss_proposed',
            to_value: 'lost',
            effective_on: row.lost.on,
            recorded_at: at(row.lost.on),
          })
          .execute()
      if (row.signedOn)
        await tx
          .insertInto('orders')
          .values({
            store_id: store.id,
            id: row.order,
            number: row.order.slice(-12),
            opportunity_id: row.card,
            customer_id: row.customer,
            owner_id: row.owner,
            state: 'signed',
            series_id: row.seriesId ?? null,
            signed_on: row.signedOn,
            signed_at: at(row.signedOn),
            made_at: at(row.signedOn),
          })
          .execute()
    }
  })
  await rebuildFacts(app, store)
}
