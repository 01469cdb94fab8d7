import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

export interface ExportedVisit {
  id: string
  business_day: Day
  channel: 'walk-in' | 'call-in'
  arrived_at: Date | null
  left_at: Date | null
  party_size: number | null
  sex: 'male' | 'female' | null
  outcome: string
  level: string | null
  note: string
  name: string | null
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
  series: string | null
  source: string | null
  receiver: string | null
}

/** The closed visits of the store in the order of their ids, after one. */
export async function listVisitsAfter(
  ctx: Ctx,
  after: string | null,
  limit: number,
): Promise<ExportedVisit[]> {
  const { rows } = await sql<ExportedVisit>`
    select v.id, v.business_day, v.channel, v.arrived_at, v.left_at, v.party_size, v.sex, v.outcome, v.level,
           v.note, h.name, h.sealed_key, h.phone_sealed, coalesce(s.name, v.series_text) as series,
           coalesce(q.label, v.source_text) as source, p.name as receiver
      from visits v
      left join customer_heads h
        on h.store_id = v.store_id and h.store_id = ${ctx.store.id} and h.id = v.customer_id
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = v.series_id
      left join options q on q.group_id = ${ctx.store.groupId} and q.id = v.source_id
      left join people p on p.id = v.received_by
     where v.store_id = ${ctx.store.id} and v.withdrawn_at is null
       and v.outcome in ('filed', 'repeat', 'unfiled')
       and (${after}::uuid is null or v.id > ${after}::uuid)
     order by v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function countVisits(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from visits
     where store_id = ${ctx.store.id} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}
