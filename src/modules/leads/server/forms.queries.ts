import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { LeadFormEntries, LeadForms } from '#foundation/db/schema.ts'
import type { CursorKey } from '#shared/paging.ts'

export type FormRow = Selectable<LeadForms>
export type EntryRow = Selectable<LeadFormEntries>

/** The forms of the store with how much each brought. */
export async function listForms(
  ctx: Ctx,
): Promise<(FormRow & { taken: number; invalid: number })[]> {
  const { rows } = await sql<FormRow & { taken: number; invalid: number }>`
    select f.*,
           (select count(*)::int from lead_form_entries e where e.store_id = ${ctx.store.id}
               and e.form_id = f.id and e.verdict in ('taken', 'rescued')) as taken,
           (select count(*)::int from lead_form_entries e where e.store_id = ${ctx.store.id}
               and e.form_id = f.id and e.verdict = 'invalid') as invalid
      from lead_forms f where f.store_id = ${ctx.store.id}
     order by f.is_open desc, f.made_at desc, f.id limit 200`.execute(ctx.tx)
  return rows
}

export async function findForm(ctx: Ctx, id: string): Promise<FormRow | undefined> {
  return ctx.tx
    .selectFrom('lead_forms')
    .selectAll()
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** False when the id was sent before. */
export async function insertForm(ctx: Ctx, row: Insertable<LeadForms>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('lead_forms')
    .values(row)
    .onConflict((c) => c.columns(['store_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** Changes the form as somebody saw it; false when it changed since. */
export async function updateForm(
  ctx: Ctx,
  of: { id: string; version: number },
  change: Updateable<LeadForms>,
): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('lead_forms')
    .set({ ...change, version: of.version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', of.id)
    .where('version', '=', of.version)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Keeps the consent text of a form as it was at a version. */
export async function keepConsentText(
  ctx: Ctx,
  of: { formId: string; version: number; text: string },
): Promise<void> {
  await sql`
    insert into lead_form_texts (store_id, form_id, version, text, at)
    values (${ctx.store.id}, ${of.formId}, ${of.version}, ${of.text}, ${ctx.now})
    on conflict do nothing`.execute(ctx.tx)
}

/** Whether this version of the text was ever shown. */
export async function hasConsentText(ctx: Ctx, formId: string, version: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 from lead_form_texts where store_id = ${ctx.store.id} and form_id = ${formId}
       and version = ${version}`.execute(ctx.tx)
  return rows.length === 1
}

export async function insertEntry(ctx: Ctx, row: Insertable<LeadFormEntries>): Promise<void> {
  await ctx.tx.insertInto('lead_form_entries').values(row).execute()
}

/** The bin, newest first, after the last one seen. */
export async function listBin(
  ctx: Ctx,
  page: { after?: CursorKey | undefined; limit: number },
): Promise<(EntryRow & { form: string })[]> {
  const [at, id] = page.after ?? []
  const after = page.after ? sql`(e.at, e.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`
  const { rows } = await sql<EntryRow & { form: string }>`
    select e.*, f.name as form from lead_form_entries e
      join lead_forms f on f.store_id = e.store_id and f.id = e.form_id
     where e.store_id = ${ctx.store.id} and f.store_id = ${ctx.store.id} and e.verdict = 'invalid'
       and ${after} order by e.at desc, e.id desc limit ${page.limit}`.execute(ctx.tx)
  return rows
}

export async function countBin(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from lead_form_entries
      where store_id = ${ctx.store.id} and verdict = 'invalid' limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** One entry, locked until the end of the transaction. */
export async function lockEntry(ctx: Ctx, id: string): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select * from lead_form_entries where store_id = ${ctx.store.id} and id = ${id} for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function updateEntry(
  ctx: Ctx,
  id: string,
  change: Updateable<LeadFormEntries>,
): Promise<void> {
  await ctx.tx
    .updateTable('lead_form_entries')
    .set(change)
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** Empties what was typed before a time; gives how many. */
export async function emptyEntries(ctx: Ctx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update lead_form_entries set sealed = null
     where store_id = ${ctx.store.id} and sealed is not null and at < ${before}`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}
