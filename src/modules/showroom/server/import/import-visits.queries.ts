import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { VisitRow } from '../visits.queries.ts'

export interface ImportedVisit {
  id: string
  identity: string
  fingerprint: Buffer | null
  outcome: string
  customerId: string | null
  opportunityId: string | null
}

/**
 * The visits that earlier imports made, by identity, of the months (`2026-09`) from first to last.
 * Asked once per import: identities one by one would read the store's whole register each time.
 */
export async function findVisitsOfMonths(
  ctx: Ctx,
  first: string,
  last: string,
): Promise<Map<string, ImportedVisit>> {
  const { rows } = await sql<ImportedVisit>`
    select id, import_identity as identity, import_fingerprint as fingerprint, outcome,
           customer_id as "customerId", opportunity_id as "opportunityId"
      from visits where store_id = ${ctx.store.id} and withdrawn_at is null
       and import_identity is not null and import_identity collate "C" >= ${first}
       and import_identity collate "C" < ${`${last}~`}`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.identity, row]))
}

export async function listVisitsById(ctx: Ctx, ids: string[]): Promise<VisitRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<VisitRow>`
    select * from visits where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(
    ctx.tx,
  )
  return rows
}

/** One visit of a register as it is written. */
export interface VisitLine {
  id: string
  channel: string
  party_size: number | null
  sex: string | null
  business_day: Day
  arrived_at: Date | null
  left_at: Date | null
  received_by: string | null
  outcome: string
  customer_id: string | null
  opportunity_id: string | null
  series_id: string | null
  series_text: string | null
  source_id: string | null
  source_text: string | null
  level: string | null
  note: string
  import_identity: string
  import_fingerprint: Buffer
}

/** Inserts visits of a register in one statement; gives how many were new. */
export async function insertImportedVisits(
  ctx: Ctx,
  rows: readonly VisitLine[],
  operationId: string,
): Promise<number> {
  const of = <K extends keyof VisitLine>(key: K) => rows.map((row) => row[key])
  const { numAffectedRows } = await sql`
    insert into visits (store_id, id, channel, party_size, sex, business_day, arrived_at, left_at,
        received_by, outcome, customer_id, opportunity_id, series_id, series_text, source_id,
        source_text, level, note, import_identity, import_fingerprint, recorded_at, recorded_by,
        closed_at, closed_by, operation_id, version, imported_version)
    select ${ctx.store.id}::int, t.id, t.channel, t.party_size, t.sex, t.business_day, t.arrived_at,
           t.left_at, t.received_by, t.outcome, t.customer_id, t.opportunity_id, t.series_id,
           t.series_text, t.source_id, t.source_text, t.level, t.note, t.identity, t.fingerprint,
           ${ctx.now}::timestamptz, ${ctx.actor.personId}::uuid, ${ctx.now}::timestamptz,
           ${ctx.actor.personId}::uuid, ${operationId}::uuid, 1, 1
      from unnest(${of('id')}::uuid[], ${of('channel')}::text[], ${of('party_size')}::int[],
                  ${of('sex')}::text[], ${of('business_day')}::date[],
                  ${of('arrived_at')}::timestamptz[], ${of('left_at')}::timestamptz[],
                  ${of('received_by')}::uuid[], ${of('outcome')}::text[],
                  ${of('customer_id')}::uuid[], ${of('opportunity_id')}::uuid[],
                  ${of('series_id')}::uuid[], ${of('series_text')}::text[],
                  ${of('source_id')}::uuid[], ${of('source_text')}::text[], ${of('level')}::text[],
                  ${of('note')}::text[], ${of('import_identity')}::text[],
                  ${of('import_fingerprint')}::bytea[])
        as t (id, channel, party_size, sex, business_day, arrived_at, left_at, received_by, outcome,
              customer_id, opportunity_id, series_id, series_text, source_id, source_text, level,
              note, identity, fingerprint)
    on conflict do nothing`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** The parts of a closing that reports as of a past time read. */
export type ClosureLine = Pick<
  VisitRow,
  | 'business_day'
  | 'channel'
  | 'received_by'
  | 'series_id'
  | 'source_id'
  | 'level'
  | 'customer_id'
  | 'opportunity_id'
  | 'is_returning'
  | 'is_flagged'
> & { id: string; visit_id: string; outcome: string }

/** Appends closings in one statement. */
export async function insertClosureLines(
  ctx: Ctx,
  rows: readonly ClosureLine[],
  reason: string,
): Promise<void> {
  const of = <K extends keyof ClosureLine>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into visit_closures (store_id, id, visit_id, business_day, channel, outcome, received_by,
        series_id, source_id, level, customer_id, opportunity_id, is_returning, is_flagged,
        recorded_at, recorded_by, reason)
    select ${ctx.store.id}::int, t.id, t.visit_id, t.business_day, t.channel, t.outcome,
           t.received_by, t.series_id, t.source_id, t.level, t.customer_id, t.opportunity_id,
           t.is_returning, t.is_flagged, ${ctx.now}::timestamptz, ${ctx.actor.personId}::uuid,
           ${reason}::text
      from unnest(${of('id')}::uuid[], ${of('visit_id')}::uuid[], ${of('business_day')}::date[],
                  ${of('channel')}::text[], ${of('outcome')}::text[], ${of('received_by')}::uuid[],
                  ${of('series_id')}::uuid[], ${of('source_id')}::uuid[], ${of('level')}::text[],
                  ${of('customer_id')}::uuid[], ${of('opportunity_id')}::uuid[],
                  ${of('is_returning')}::boolean[], ${of('is_flagged')}::boolean[])
        as t (id, visit_id, business_day, channel, outcome, received_by, series_id, source_id, level,
              customer_id, opportunity_id, is_returning, is_flagged)
    on conflict do nothing`.execute(ctx.tx)
}

/** Writes changed lines over their visits and gives the versions they have then. */
export async function updateImportedVisits(
  ctx: Ctx,
  rows: readonly VisitLine[],
): Promise<Map<string, number>> {
  const of = <K extends keyof VisitLine>(key: K) => rows.map((row) => row[key])
  const { rows: changed } = await sql<{ id: string; version: number }>`
    update visits v set channel = t.channel, party_size = t.party_size, sex = t.sex,
           business_day = t.business_day, arrived_at = t.arrived_at, left_at = t.left_at,
           received_by = t.received_by, outcome = t.outcome, customer_id = t.customer_id,
           opportunity_id = t.opportunity_id, series_id = t.series_id, series_text = t.series_text,
           source_id = t.source_id, source_text = t.source_text, level = t.level, note = t.note,
           import_fingerprint = t.fingerprint, closed_at = ${ctx.now}::timestamptz,
           closed_by = ${ctx.actor.personId}::uuid, version = v.version + 1
      from unnest(${of('id')}::uuid[], ${of('channel')}::text[], ${of('party_size')}::int[],
                  ${of('sex')}::text[], ${of('business_day')}::date[],
                  ${of('arrived_at')}::timestamptz[], ${of('left_at')}::timestamptz[],
                  ${of('received_by')}::uuid[], ${of('outcome')}::text[],
                  ${of('customer_id')}::uuid[], ${of('opportunity_id')}::uuid[],
                  ${of('series_id')}::uuid[], ${of('series_text')}::text[],
                  ${of('source_id')}::uuid[], ${of('source_text')}::text[], ${of('level')}::text[],
                  ${of('note')}::text[], ${of('import_fingerprint')}::bytea[])
        as t (id, channel, party_size, sex, business_day, arrived_at, left_at, received_by, outcome,
              customer_id, opportunity_id, series_id, series_text, source_id, source_text, level,
              note, fingerprint)
     where v.store_id = ${ctx.store.id} and v.id = t.id
     returning v.id, v.version`.execute(ctx.tx)
  return new Map(changed.map((row) => [row.id, row.version]))
}

/** The wrapped keys of customers, as their module publishes them; to seal what is kept about them. */
export async function findCustomerKeys(ctx: Ctx, ids: string[]): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; sealed_key: Buffer | null }>`
    select id, sealed_key from customer_heads
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(ctx.tx)
  return new Map(rows.flatMap((row) => (row.sealed_key ? [[row.id, row.sealed_key]] : [])))
}

/** Which of these cards a standing visit belongs to. */
export async function listCardsInUse(ctx: Ctx, opportunityIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ opportunity_id: string }>`
    select distinct opportunity_id from visits where store_id = ${ctx.store.id}
       and opportunity_id = any (${opportunityIds}::uuid[]) and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.opportunity_id)
}
