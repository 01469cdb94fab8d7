import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { VisitRow } from '../visits.queries.ts'

/** The visits an operation made that still stand, in portions by id. */
export async function listVisitsOf(
  ctx: Ctx,
  operationId: string,
  after: string | null,
  limit: number,
): Promise<VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select * from visits where store_id = ${ctx.store.id} and operation_id = ${operationId}
       and withdrawn_at is null and (${after}::uuid is null or id > ${after}::uuid)
     order by id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Visits of an operation that somebody changed since, with the card each has. */
export async function listTouchedVisits(ctx: Ctx, operationId: string) {
  const { rows } = await sql<{
    id: string
    business_day: Day
    outcome: string
    opportunity_id: string | null
    received_by: string | null
  }>`
    select id, business_day, outcome, opportunity_id, received_by from visits
     where store_id = ${ctx.store.id} and operation_id = ${operationId} and withdrawn_at is null
       and version is distinct from imported_version
     order by business_day, id`.execute(ctx.tx)
  return rows
}

export async function countVisitsOf(ctx: Ctx, operationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from visits where store_id = ${ctx.store.id}
       and operation_id = ${operationId} and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Who a card belongs to and the day of the visit that opened it. */
export async function listOpeningVisits(ctx: Ctx, opportunityIds: string[], limit: number) {
  const { rows } = await sql<{ opportunity_id: string; business_day: Day; name: string }>`
    select v.opportunity_id, v.business_day, c.name
      from visits v join customer_heads c on c.store_id = v.store_id and c.id = v.customer_id
     where v.store_id = ${ctx.store.id} and c.store_id = ${ctx.store.id} and v.outcome = 'filed'
       and v.withdrawn_at is null and v.opportunity_id = any (${opportunityIds}::uuid[])
     order by v.business_day, v.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Marks visits as taken back; they stay readable. */
export async function withdrawVisits(ctx: Ctx, ids: string[]): Promise<void> {
  await sql`update visits set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
}

/** Puts a visit back to what it was; its version goes on. */
export async function restoreVisit(ctx: Ctx, was: VisitRow): Promise<void> {
  const isUntouched = was.version === was.imported_version
  await sql`
    update visits set channel = ${was.channel}, party_size = ${was.party_size}, sex = ${was.sex},
           business_day = ${was.business_day}, arrived_at = ${was.arrived_at}, left_at = ${was.left_at},
           received_by = ${was.received_by}, outcome = ${was.outcome}, customer_id = ${was.customer_id},
           opportunity_id = ${was.opportunity_id}, series_id = ${was.series_id},
           series_text = ${was.series_text}, source_id = ${was.source_id},
           source_text = ${was.source_text}, level = ${was.level}, note = ${was.note},
           is_returning = ${was.is_returning}, is_flagged = ${was.is_flagged},
           not_prospect_kind = ${was.not_prospect_kind}, closed_at = ${was.closed_at},
           closed_by = ${was.closed_by}, import_fingerprint = ${was.import_fingerprint},
           imported_version = case when ${isUntouched} then version + 1 else ${was.imported_version}::int end,
           version = version + 1
     where store_id = ${ctx.store.id} and id = ${was.id}`.execute(ctx.tx)
}
