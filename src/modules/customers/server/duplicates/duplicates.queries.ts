import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { DuplicateReason } from '../../contracts/duplicates.ts'

export interface ComparedRow {
  id: string
  name: string
  kind: 'person' | 'company'
  sex: string | null
  birthday: string | null
  id_number_hash: Buffer | null
  search_keys: string[]
  version: number
}

const compared = sql`c.id, c.name, c.kind, c.sex, c.birthday, c.id_number_hash, c.search_keys, c.version`

/** Records that changed since they were last compared, some at a time. */
export async function listUnchecked(ctx: Ctx, limit: number): Promise<ComparedRow[]> {
  const { rows } = await sql<ComparedRow>`
    select ${compared} from customers c
     where c.store_id = ${ctx.store.id} and c.checked_version < c.version and c.withdrawn_at is null
     order by c.id limit ${limit} for update skip locked`.execute(ctx.tx)
  return rows
}

/** At most 1,000 are counted. */
export async function countUnchecked(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from customers c where c.store_id = ${ctx.store.id}
      and c.checked_version < c.version and c.withdrawn_at is null limit 1000) waiting`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** Records that share one of these search keys, or the ID number; never the record itself. */
export async function listAlike(
  ctx: Ctx,
  row: ComparedRow,
  keys: readonly string[],
  limit: number,
): Promise<ComparedRow[]> {
  const { rows } = await sql<ComparedRow>`
    select ${compared} from customers c
     where c.store_id = ${ctx.store.id} and c.id <> ${row.id} and c.withdrawn_at is null
       and c.erased_at is null
       and (c.id in (select s.id from search_customers(${[ctx.store.id]}::int[], ${keys}::text[],
              '{}'::text[], '', null::uuid[], ${limit}::int) s)
            or (${row.id_number_hash}::bytea is not null and c.id_number_hash = ${row.id_number_hash}))
     limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function markChecked(ctx: Ctx, rows: readonly ComparedRow[]): Promise<void> {
  await sql`
    update customers c set checked_version = r.version
      from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.version)}::int[])
        as r (id, version)
     where c.store_id = ${ctx.store.id} and c.id = r.id`.execute(ctx.tx)
}

export interface FoundPair {
  id: string
  firstId: string
  secondId: string
  score: number
  reasons: DuplicateReason[]
}

/** Lists a pair, or renews its score; one that was dismissed stays dismissed. */
export async function savePair(ctx: Ctx, pair: FoundPair): Promise<void> {
  await sql`
    insert into duplicate_pairs (store_id, id, first_id, second_id, score, reasons, found_at)
    values (${ctx.store.id}, ${pair.id}, ${pair.firstId}, ${pair.secondId}, ${pair.score},
            ${pair.reasons}::text[], ${ctx.now}::timestamptz)
    on conflict (store_id, first_id, second_id) do update
      set score = excluded.score, reasons = excluded.reasons, withdrawn_at = null`.execute(ctx.tx)
}

/** Open pairs of a record that are not found any more. */
export async function withdrawPairs(ctx: Ctx, id: string, stillIds: string[]): Promise<void> {
  await sql`update duplicate_pairs set withdrawn_at = ${ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and state = 'open' and withdrawn_at is null
      and (first_id = ${id} or second_id = ${id})
      and not (first_id = any (${stillIds}::uuid[]) or second_id = any (${stillIds}::uuid[]))`.execute(
    ctx.tx,
  )
}

export interface PairRow {
  id: string
  first_id: string
  second_id: string
  score: number
  reasons: DuplicateReason[]
  state: 'open' | 'dismissed' | 'merged'
  reason: string | null
  decided_by_name: string | null
}

/** Pairs of records that both stand, the surest first. */
export async function listPairs(
  ctx: Ctx,
  asked: {
    state: string
    limit: number
    after?: { score: number; id: string } | undefined
    id?: string
  },
): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select d.id, d.first_id, d.second_id, d.score, d.reasons, d.state, d.reason, p.name as decided_by_name
      from duplicate_pairs d
      join customers a on a.store_id = d.store_id and a.id = d.first_id
      join customers b on b.store_id = d.store_id and b.id = d.second_id
      left join people p on p.id = d.decided_by
     where d.store_id = ${ctx.store.id} and a.store_id = ${ctx.store.id} and b.store_id = ${ctx.store.id}
       and a.withdrawn_at is null and b.withdrawn_at is null and d.withdrawn_at is null
       and ${asked.id === undefined ? sql`d.state = ${asked.state}` : sql`d.id = ${asked.id}`}
       and ${
         asked.after
           ? sql`(d.score < ${asked.after.score} or (d.score = ${asked.after.score} and d.id > ${asked.after.id}))`
           : sql`true`
       }
     order by d.score desc, d.id limit ${asked.limit}`.execute(ctx.tx)
  return rows
}

export async function decidePair(
  ctx: Ctx,
  id: string,
  state: 'open' | 'dismissed',
  reason: string | null,
): Promise<void> {
  await sql`update duplicate_pairs set state = ${state}, reason = ${reason},
      decided_by = ${state === 'open' ? null : ctx.actor.personId},
      decided_at = ${state === 'open' ? null : ctx.now}::timestamptz
    where store_id = ${ctx.store.id} and id = ${id}`.execute(ctx.tx)
}
