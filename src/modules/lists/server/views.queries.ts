import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { SavedViews } from '#foundation/db/schema.ts'
import type { Layout } from '../contract.ts'

export type ViewRow = Selectable<SavedViews> & { owner_name: string | null }

/** What the person may see: their own, their team's, their store's, and those for everybody. */
const visible = (ctx: Ctx) => sql`(
  v.owner_id = ${ctx.actor.personId} or v.shared_with = 'group'
  or (v.shared_with = 'store' and v.store_id = ${ctx.store.id})
  or (v.shared_with = 'team' and v.team_id = ${ctx.actor.teamId}))`

/** The views of a list, the person's own first, each group by name. */
export async function listViews(ctx: Ctx, list: string): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    select v.*, p.name as owner_name from saved_views v
      left join people p on p.group_id = ${ctx.actor.groupId} and p.id = v.owner_id
     where v.group_id = ${ctx.actor.groupId} and v.list = ${list} and v.withdrawn_at is null
       and ${visible(ctx)}
     order by v.owner_id <> ${ctx.actor.personId}, v.name, v.id limit 200`.execute(ctx.tx)
  return rows
}

/** A view the person may see; locked, withdrawn ones too when asked. */
export async function findView(
  ctx: Ctx,
  id: string,
  withdrawn = false,
): Promise<ViewRow | undefined> {
  const { rows } = await sql<ViewRow>`
    select v.*, p.name as owner_name from saved_views v
      left join people p on p.group_id = ${ctx.actor.groupId} and p.id = v.owner_id
     where v.group_id = ${ctx.actor.groupId} and v.id = ${id}
       and ${withdrawn ? sql`true` : sql`v.withdrawn_at is null`} and ${visible(ctx)}
     for update of v`.execute(ctx.tx)
  return rows[0]
}

/** Adds a view; false when the id is taken. */
export async function insertView(ctx: Ctx, row: Insertable<SavedViews>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('saved_views')
    .values(row)
    .onConflict((c) => c.columns(['group_id', 'id']).doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export async function updateView(
  ctx: Ctx,
  id: string,
  change: Updateable<SavedViews>,
): Promise<void> {
  await ctx.tx
    .updateTable('saved_views')
    .set({ ...change, version: sql`version + 1` })
    .where('group_id', '=', ctx.actor.groupId)
    .where('id', '=', id)
    .execute()
}

export function findLayout(ctx: Ctx, list: string) {
  return ctx.tx
    .selectFrom('list_layouts')
    .select(['layout', 'default_view_id'])
    .where('group_id', '=', ctx.actor.groupId)
    .where('person_id', '=', ctx.actor.personId ?? '')
    .where('list', '=', list)
    .executeTakeFirst()
}

export async function keepLayoutRow(
  ctx: Ctx,
  personId: string,
  list: string,
  change: { layout?: Layout | null; defaultViewId?: string | null },
): Promise<void> {
  const layout = change.layout ? JSON.stringify(change.layout) : null
  await ctx.tx
    .insertInto('list_layouts')
    .values({
      group_id: ctx.actor.groupId,
      person_id: personId,
      list,
      layout,
      default_view_id: change.defaultViewId ?? null,
    })
    .onConflict((c) =>
      c.columns(['group_id', 'person_id', 'list']).doUpdateSet({
        ...(change.layout === undefined ? {} : { layout }),
        ...(change.defaultViewId === undefined ? {} : { default_view_id: change.defaultViewId }),
      }),
    )
    .execute()
}
