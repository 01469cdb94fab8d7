import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import { instantOf } from '#shared/days.ts'

export interface CardFacts {
  id: string
  series_id: string | null
  source_id: string | null
  note: string
  /** Follows the series while nobody typed it; absent in what earlier releases kept. */
  expected_amount_fen?: number
  is_amount_typed?: boolean
  model_id?: string | null
  quantity?: number
}

/** What an import may fill on these cards. */
export async function listCardFacts(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, CardFacts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<CardFacts>`
    select id, series_id, source_id, note, expected_amount_fen, is_amount_typed, model_id, quantity
      from opportunities
     where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function updateCardFacts(ctx: Ctx, rows: readonly CardFacts[]): Promise<void> {
  if (rows.length === 0) return
  const of = <Name extends keyof CardFacts>(name: Name) => rows.map((row) => row[name])
  await sql`
    update opportunities o
       set series_id = t.series_id, source_id = t.source_id, note = t.note,
           expected_amount_fen = coalesce(t.amount_fen, o.expected_amount_fen), version = o.version + 1
      from unnest(${of('id')}::uuid[], ${of('series_id')}::uuid[], ${of('source_id')}::uuid[],
                  ${of('note')}::text[],
                  ${rows.map((row) => row.expected_amount_fen ?? null)}::bigint[])
        as t (id, series_id, source_id, note, amount_fen)
     where o.store_id = ${ctx.store.id} and o.id = t.id`.execute(ctx.tx)
}

/** The day somebody was last reached, of cards just made. */
export async function writeLastContacts(ctx: Ctx, days: ReadonlyMap<string, Day>): Promise<void> {
  if (days.size === 0) return
  await sql`
    update opportunities o set last_contact_on = t.day, last_contact_at = t.at
      from unnest(${[...days.keys()]}::uuid[], ${[...days.values()]}::date[],
                  ${[...days.values()].map((day) => instantOf(day, '12:00', ctx.store.timeZone))}::timestamptz[])
        as t (id, day, at)
     where o.store_id = ${ctx.store.id} and o.id = t.id`.execute(ctx.tx)
}

export interface ContactRow {
  id: string
  customer_id: string
  opportunity_id: string | null
  person_id: string
  at: Date
  on_day: Day
  method: string
  is_reached: boolean
  result: string
  note: string
  fingerprint: Buffer
}

/** Which of these contacts an import brought before. */
export async function listKnownContacts(
  ctx: Ctx,
  fingerprints: readonly Buffer[],
): Promise<Set<string>> {
  const { rows } = await sql<{ import_fingerprint: Buffer }>`
    select import_fingerprint from contacts
     where store_id = ${ctx.store.id} and import_fingerprint = any (${fingerprints}::bytea[])
       and withdrawn_at is null`.execute(ctx.tx)
  return new Set(rows.map((row) => row.import_fingerprint.toString('base64')))
}

export async function insertContactRows(
  ctx: Ctx,
  operationId: string,
  rows: readonly ContactRow[],
): Promise<void> {
  if (rows.length === 0) return
  const of = <Name extends keyof ContactRow>(name: Name) => rows.map((row) => row[name])
  await sql`
    insert into contacts (store_id, id, customer_id, opportunity_id, person_id, at, on_day, method, is_reached,
                          result, note, is_extra, recorded_at, operation_id, import_fingerprint)
    select ${ctx.store.id}::int, t.id, t.customer_id, t.opportunity_id, t.person_id, t.at, t.on_day, t.method,
           t.is_reached, t.result, t.note, true, ${ctx.now}::timestamptz, ${operationId}::uuid, t.fingerprint
      from unnest(${of('id')}::uuid[], ${of('customer_id')}::uuid[], ${of('opportunity_id')}::uuid[],
                  ${of('person_id')}::uuid[], ${of('at')}::timestamptz[], ${of('on_day')}::date[],
                  ${of('method')}::text[], ${of('is_reached')}::boolean[], ${of('result')}::text[],
                  ${of('note')}::text[], ${of('fingerprint')}::bytea[])
        as t (id, customer_id, opportunity_id, person_id, at, on_day, method, is_reached, result, note, fingerprint)
    on conflict do nothing`.execute(ctx.tx)
}

export async function countContactsOf(ctx: Ctx, operationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from contacts
     where store_id = ${ctx.store.id} and operation_id = ${operationId}
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export async function withdrawContactsOf(ctx: Ctx, operationId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update contacts set withdrawn_at = ${ctx.now}::timestamptz
     where store_id = ${ctx.store.id} and operation_id = ${operationId}
       and withdrawn_at is null`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** Who holds these customers. */
export async function listOwners(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; owner_id: string | null }>`
    select id, owner_id from customer_heads
     where store_id = ${ctx.store.id} and id = any (${customerIds}::uuid[])`.execute(ctx.tx)
  return new Map(rows.flatMap((row) => (row.owner_id ? [[row.id, row.owner_id]] : [])))
}

interface HeadOf {
  id: string
  name: string
  sealed_key: Buffer | null
  phone_sealed: Buffer | null
}

export interface ExportedCard extends HeadOf {
  sex: 'male' | 'female' | null
  level: string
  expected_on: Day
  series: string | null
  source: string | null
  owner: string | null
  opened_on: Day
  last_contact_on: Day
  note: string
}

/** The open cards of the store in the order of their ids, after one. */
export async function listOpenCardsAfter(
  ctx: Ctx,
  after: string | null,
  limit: number,
): Promise<ExportedCard[]> {
  const { rows } = await sql<ExportedCard>`
    select o.id, h.name, h.sealed_key, h.phone_sealed, h.sex, o.level, o.expected_on,
           coalesce(s.name, o.series_text) as series, coalesce(q.label, o.source_text) as source,
           p.name as owner, o.opened_on, o.last_contact_on, o.note
      from opportunities o
      join customer_heads h on h.store_id = o.store_id and h.id = o.customer_id
      left join series s on s.group_id = ${ctx.store.groupId} and s.id = o.series_id
      left join options q on q.group_id = ${ctx.store.groupId} and q.id = o.source_id
      left join people p on p.id = o.owner_id
     where o.store_id = ${ctx.store.id} and h.store_id = ${ctx.store.id} and o.withdrawn_at is null
       and o.state in ('active', 'suspended', 'loss_proposed', 'signed')
       and (${after}::uuid is null or o.id > ${after}::uuid)
     order by o.id limit ${limit}`.execute(ctx.tx)
  return rows
}

export interface ExportedContact extends HeadOf {
  at: Date
  method: string
  is_reached: boolean
  result: string
  note: string
  person: string | null
}

/** The contacts of the store in the order of their ids, after one. */
export async function listContactsAfter(
  ctx: Ctx,
  after: string | null,
  limit: number,
): Promise<ExportedContact[]> {
  const { rows } = await sql<ExportedContact>`
    select c.id, h.name, h.sealed_key, h.phone_sealed, c.at, c.method, c.is_reached, c.result, c.note,
           p.name as person
      from contacts c
      join customer_heads h on h.store_id = c.store_id and h.id = c.customer_id
      left join people p on p.id = c.person_id
     where c.store_id = ${ctx.store.id} and h.store_id = ${ctx.store.id} and c.withdrawn_at is null
       and (${after}::uuid is null or c.id > ${after}::uuid)
     order by c.id limit ${limit}`.execute(ctx.tx)
  return rows
}
