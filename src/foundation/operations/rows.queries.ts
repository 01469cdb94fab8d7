import { sql } from 'kysely'
import type { Ctx } from '../ctx.ts'
import type { Watch, WatchedRow } from './operation.ts'

const nameOnly = /^[a-z_]+$/
const columnsOf = new Map<string, Promise<Map<string, string>>>()

/** The columns of a table that can be written, with their types; read once per process. */
async function readColumns(ctx: Ctx, table: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; type: string }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
      from pg_attribute a
     where a.attrelid = to_regclass(${`keyuan.${table}`}) and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = ''`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.name, row.type]))
}

async function writableColumns(ctx: Ctx, table: string): Promise<Map<string, string>> {
  const known = columnsOf.get(table)
  if (known) return known
  const reading = readColumns(ctx, table)
  columnsOf.set(table, reading)
  reading.catch(() => columnsOf.delete(table))
  return reading
}

function safe(name: string): string {
  if (!nameOnly.test(name)) throw new Error(`Not a table or column: ${name}`)
  return name
}

/** The rows of a watch for some keys, as they are now, withdrawn ones included. */
export async function listWatched(
  ctx: Ctx,
  watch: Watch,
  keys: readonly string[],
): Promise<WatchedRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ row: WatchedRow }>`
    select to_jsonb(t) as row from ${sql.table(safe(watch.table))} t
     where t.store_id = ${ctx.store.id} and t.${sql.ref(safe(watch.column))} = any (${keys}::uuid[])
     order by t.id ${watch.lock ? sql`for update of t` : sql``}`.execute(ctx.tx)
  return rows.map((one) => one.row)
}

/** Puts rows back to an image of theirs, in one statement. */
export async function restoreRows(
  ctx: Ctx,
  table: string,
  images: readonly WatchedRow[],
): Promise<void> {
  const columns = await writableColumns(ctx, table)
  const first = images[0]
  if (!first) return
  const names = Object.keys(first).filter(
    (name) => columns.has(name) && !['store_id', 'id', 'version'].includes(name),
  )
  const set = names.map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)}`)
  // A version goes on where the operation or later work raised it, and stays where nothing did.
  const isVersioned = columns.has('version') && first.version !== undefined
  if (isVersioned)
    set.push(sql`version = case when t.version = r.version then t.version else t.version + 1 end`)
  const shape = ['id', ...names, ...(isVersioned ? ['version'] : [])].map(
    (name) => sql`${sql.ref(name)} ${sql.raw(columns.get(name) as string)}`,
  )
  await sql`
    update ${sql.table(safe(table))} t set ${sql.join(set)}
      from jsonb_to_recordset(${JSON.stringify(images)}::jsonb) as r(${sql.join(shape)})
     where t.store_id = ${ctx.store.id} and t.id = r.id`.execute(ctx.tx)
}

/** Marks rows as taken back, where their table can; else removes those the operation made. */
export async function withdrawRows(
  ctx: Ctx,
  table: string,
  ids: readonly string[],
  options: { madeByOperation: boolean },
): Promise<void> {
  if (ids.length === 0) return
  const columns = await writableColumns(ctx, table)
  const target = sql.table(safe(table))
  if (columns.has('withdrawn_at'))
    await sql`update ${target} set withdrawn_at = ${ctx.now}::timestamptz
      where store_id = ${ctx.store.id} and id = any (${ids}::uuid[]) and withdrawn_at is null`.execute(
      ctx.tx,
    )
  else if (options.madeByOperation)
    await sql`delete from ${target} where store_id = ${ctx.store.id} and id = any (${ids}::uuid[])`.execute(
      ctx.tx,
    )
}
