import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { CustomerTable } from '#foundation/customer-tables.ts'

/** Of a customer whatever was merged into it too: all of it is the one person. */
export async function idsOfPerson(ctx: Ctx, customerId: string): Promise<string[]> {
  const all = [customerId]
  for (let found = all; found.length > 0; ) {
    const { rows } = await sql<{ id: string }>`
      select id from customers
       where store_id = ${ctx.store.id} and merged_into = any (${[...found]}::uuid[])`.execute(
      ctx.tx,
    )
    found = rows.map((row) => row.id).filter((id) => !all.includes(id))
    all.push(...found)
  }
  return all
}

interface Column {
  name: string
  /** What an emptied value is. */
  empty: string
}

/** The columns of a table that are emptied, each with its empty value. */
async function emptyColumns(ctx: Ctx, table: string, wanted: readonly string[]): Promise<Column[]> {
  const { rows } = await sql<{ name: string; type: string; required: boolean }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
      from pg_attribute a where a.attrelid = to_regclass(${`keyuan.${table}`}) and a.attnum > 0
       and not a.attisdropped and a.attname = any (${[...wanted]}::text[])`.execute(ctx.tx)
  return rows.map(({ name, type, required }) => ({
    name,
    empty: !required ? 'null' : type.endsWith('[]') ? `'{}'` : type === 'bytea' ? `''` : `''`,
  }))
}

/** Empties or removes what a table keeps of a person; gives how many rows. */
export async function eraseRows(
  ctx: Ctx,
  { table, customerColumn, erased }: CustomerTable,
  ids: readonly string[],
): Promise<number> {
  if (erased === 'keep') return 0
  const of = sql`store_id = ${ctx.store.id} and ${sql.ref(customerColumn)} = any (${[...ids]}::uuid[])`
  if (erased === 'delete') {
    const done = await sql`delete from ${sql.table(table)} where ${of}`.execute(ctx.tx)
    return Number(done.numAffectedRows)
  }
  const columns = await emptyColumns(ctx, table, erased)
  if (columns.length === 0) return 0
  const set = columns.map(({ name, empty }) => sql`${sql.ref(name)} = ${sql.raw(empty)}`)
  const done = await sql`update ${sql.table(table)} set ${sql.join(set)} where ${of}`.execute(
    ctx.tx,
  )
  return Number(done.numAffectedRows)
}

/** How many rows of a table still hold something personal of a person. */
export async function countLeft(
  ctx: Ctx,
  { table, customerColumn, erased }: CustomerTable,
  ids: readonly string[],
): Promise<number> {
  if (erased === 'keep') return 0
  const columns = erased === 'delete' ? [] : await emptyColumns(ctx, table, erased)
  const held =
    erased === 'delete'
      ? sql`true`
      : columns.length === 0
        ? sql`false`
        : sql.join(
            columns.map(({ name, empty }) =>
              empty === 'null'
                ? sql`${sql.ref(name)} is not null`
                : sql`${sql.ref(name)} <> ${sql.raw(empty)}`,
            ),
            sql` or `,
          )
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)}
     where store_id = ${ctx.store.id} and ${sql.ref(customerColumn)} = any (${[...ids]}::uuid[])
       and (${held})`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** The keyed hashes of a person's numbers. */
export async function hashesOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ hash: Buffer; customer_id: string }[]> {
  const { rows } = await sql<{ hash: Buffer; customer_id: string }>`
    select phone_hash as hash, customer_id from customer_phones
     where store_id = ${ctx.store.id} and customer_id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows
}

/** Other stores are not told of a number that is gone. */
export async function releaseNumber(ctx: Ctx, hash: Buffer, customerId: string): Promise<void> {
  await sql`select release_phone(${ctx.store.groupId}, ${hash}, ${ctx.store.id}, ${customerId})`.execute(
    ctx.tx,
  )
}

/** Destroys the person's key: whatever was sealed with it, in the trail too, is unreadable. */
export async function destroyKey(ctx: Ctx, ids: readonly string[], name: string): Promise<void> {
  await sql`
    update customers set sealed_key = null, erased_at = ${ctx.now}, name = ${name}, consent_at = null,
           consent_source = null, version = version + 1
     where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
}

export async function countKeys(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customers
     where store_id = ${ctx.store.id} and id = any (${[...ids]}::uuid[])
       and (sealed_key is not null or search_keys <> '{}')`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Answers kept for retries that tell of the person. */
export async function deleteAnswers(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const done = await sql`delete from stored_answers where store_id = ${ctx.store.id}
    and customer_id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return Number(done.numAffectedRows)
}

/** Removes uploaded sheets and archives in which the person stands, with their lines; gives which. */
export async function deleteFiles(
  ctx: Ctx,
  ids: readonly string[],
  noName: Buffer,
): Promise<string[]> {
  const { rows } = await sql<{ operation_id: string }>`
    select distinct l.operation_id from import_lines l
     where l.store_id = ${ctx.store.id} and l.record_id in (
       select unnest(${[...ids]}::uuid[])
       union all select o.id from opportunities o
        where o.store_id = ${ctx.store.id} and o.customer_id = any (${[...ids]}::uuid[])
       union all select v.id from visits v
        where v.store_id = ${ctx.store.id} and v.customer_id = any (${[...ids]}::uuid[])
       union all select c.id from contacts c
        where c.store_id = ${ctx.store.id} and c.customer_id = any (${[...ids]}::uuid[])
       union all select w.id from vehicles w
        where w.store_id = ${ctx.store.id} and w.customer_id = any (${[...ids]}::uuid[]))`.execute(
    ctx.tx,
  )
  const operations = rows.map((row) => row.operation_id)
  const { rows: exports } = await sql<{ id: string }>`
    select id from operations where store_id = ${ctx.store.id} and kind = 'export.store'
       and created_at > ${ctx.now}::timestamptz - interval '31 days'`.execute(ctx.tx)
  const all = [...operations, ...exports.map((row) => row.id)]
  if (all.length === 0) return []
  const of = sql`store_id = ${ctx.store.id} and operation_id = any (${all}::uuid[])`
  await sql`delete from operation_parts where ${of}`.execute(ctx.tx)
  await sql`update import_lines set cells_sealed = null where ${of}`.execute(ctx.tx)
  await sql`update import_files set file_sealed = null, file_name_sealed = ${noName}
    where store_id = ${ctx.store.id} and id = any (${all}::uuid[])`.execute(ctx.tx)
  return all
}

/** How many pieces, lines and files of these operations are still kept. */
export async function countFilesLeft(ctx: Ctx, operations: readonly string[]): Promise<number> {
  if (operations.length === 0) return 0
  const of = sql`store_id = ${ctx.store.id} and operation_id = any (${[...operations]}::uuid[])`
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from operation_parts where ${of})::int
         + (select count(*) from import_lines where ${of} and cells_sealed is not null)::int
         + (select count(*) from import_files where store_id = ${ctx.store.id}
             and id = any (${[...operations]}::uuid[]) and file_sealed is not null)::int as n`.execute(
    ctx.tx,
  )
  return rows[0]?.n ?? 0
}

/** How many answers kept for retries still tell of the person. */
export async function countAnswersLeft(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from stored_answers
     where store_id = ${ctx.store.id} and customer_id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** Whether anybody is found by the numbers of a person. */
export async function countByHash(ctx: Ctx, hashes: readonly Buffer[]): Promise<number> {
  if (hashes.length === 0) return 0
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customer_phones
     where store_id = ${ctx.store.id} and phone_hash = any (${[...hashes]}::bytea[])
       and withdrawn_at is null`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** The rows of a table about a person, the columns they are shown. */
export async function listShown(
  ctx: Ctx,
  { table, customerColumn, shown }: CustomerTable,
  ids: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join(shown.map(({ column }) => sql.ref(column)))} from ${sql.table(table)}
     where store_id = ${ctx.store.id} and ${sql.ref(customerColumn)} = any (${[...ids]}::uuid[])
     limit 20000`.execute(ctx.tx)
  return rows
}
