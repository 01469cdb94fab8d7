import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** Which of these headers people of the store spoke of before, and what they mean. */
export async function findHeaderChoices(
  ctx: Ctx,
  kind: string,
  hashes: readonly Buffer[],
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ header_hash: Buffer; field: string | null }>`
    select header_hash, field from import_headers
     where store_id = ${ctx.store.id} and kind = ${kind}
       and header_hash = any (${hashes}::bytea[])`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.header_hash.toString('base64'), row.field]))
}

/** Keeps what people said of headers; the last word counts. */
export async function keepHeaderChoices(
  ctx: Ctx,
  kind: string,
  choices: readonly { hash: Buffer; field: string | null }[],
): Promise<void> {
  await sql`
    insert into import_headers (store_id, kind, header_hash, field, chosen_at)
    select ${ctx.store.id}::int, ${kind}::text, t.hash, t.field, ${ctx.now}::timestamptz
      from unnest(${choices.map((c) => c.hash)}::bytea[], ${choices.map((c) => c.field)}::text[])
        as t (hash, field)
    on conflict (store_id, kind, header_hash)
    do update set field = excluded.field, chosen_at = excluded.chosen_at`.execute(ctx.tx)
}
