import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { IntentLevel } from '#shared/intent-level.ts'

export interface HistoryRow {
  id: string
  customer_id: string
  owner_id: string
  state: string
  level: IntentLevel
  stage: number
  opened_on: Day
  expected_on: Day
  signed_on: Day | null
  closed_on: Day | null
  is_returning: boolean
  source_id: string | null
  series_id: string | null
  quantity: number
  order_fen: number | null
  expected_amount_fen: number
}

export type Which = { since: Day } | { ids: readonly string[] }

const which = (asked: Which, id: RawBuilder<unknown>): RawBuilder<unknown> =>
  'ids' in asked
    ? sql`and ${id} = any (${[...asked.ids]}::uuid[])`
    : sql`and v.opened_on >= ${asked.since}`

/** The cards of the store by their whole life: some by id, or all opened since a day. */
export async function listHistory({ tx, store }: Ctx, asked: Which): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select v.id, v.customer_id, v.owner_id, v.state, v.level, v.funnel_stage as stage, v.opened_on,
           v.expected_on, v.signed_on, v.closed_on, v.is_returning, v.source_id, v.series_id, v.quantity,
           v.order_fen, v.expected_amount_fen
      from funnel_cards v
     where v.store_id = ${store.id} ${which(asked, sql`v.id`)}`.execute(tx)
  return rows
}

export interface ChangeRow {
  opportunity_id: string
  field: 'level' | 'stage'
  from_value: string
  effective_on: Day
}

/** Changes of level and stage, oldest first. */
export async function listChanges({ tx, store }: Ctx, asked: Which): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.opportunity_id, c.field, c.from_value, c.effective_on
      from funnel_changes c
     where c.store_id = ${store.id}
       ${
         'ids' in asked
           ? sql`and c.opportunity_id = any (${[...asked.ids]}::uuid[])`
           : sql`and c.effective_on >= ${asked.since}`
       }
     order by c.effective_on, c.recorded_at, c.id`.execute(tx)
  return rows
}

export interface ContactRow {
  opportunity_id: string
  on_day: Day
  method: string
}

/** Reached contacts, oldest first. */
export async function listContacts({ tx, store }: Ctx, asked: Which): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select c.opportunity_id, c.on_day, c.method
      from funnel_contacts c
     where c.store_id = ${store.id}
       ${
         'ids' in asked
           ? sql`and c.opportunity_id = any (${[...asked.ids]}::uuid[])`
           : sql`and c.on_day >= ${asked.since}`
       }
     order by c.on_day`.execute(tx)
  return rows
}
