import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { findList } from '#foundation/lists/define-list.ts'
import { storeSettings } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import {
  type Layout,
  layoutSchema,
  listsError,
  type SavedView,
  type SharedWith,
} from '../contract.ts'
import {
  findLayout,
  findView,
  insertView,
  keepLayoutRow,
  listViews,
  updateView,
  type ViewRow,
} from './views.queries.ts'

interface ViewChange {
  name?: string | undefined
  sharedWith?: SharedWith | undefined
  query?: Record<string, string> | undefined
  layout?: Layout | null | undefined
}

/** What the person finds beside a list: views, their columns, and whether it can be exported. */
export async function readChoices(ctx: Ctx, list: string) {
  const source = findList(list)
  const kept = ctx.actor.personId ? await findLayout(ctx, list) : undefined
  const views = ctx.actor.personId ? await listViews(ctx, list) : []
  const mayExport = source && can(ctx, 'exports.run') && can(ctx, source.permission)
  return {
    views: views.map((row) => presentView(ctx, row)),
    layout: readLayout(kept?.layout),
    defaultViewId: views.find((view) => view.id === kept?.default_view_id)?.id ?? null,
    exportColumns: mayExport ? source.columns.map((column) => column.key) : null,
    reasonAbove: storeSettings(ctx.store).exportReasonAbove,
  }
}

export async function changeLayout(ctx: Ctx, list: string, layout: Layout | null) {
  await keepLayoutRow(ctx, personOf(ctx), list, { layout })
  return { layout }
}

/** The view a list opens with; one the person cannot see is not found. */
export async function changeDefaultView(ctx: Ctx, list: string, viewId: string | null) {
  if (viewId !== null && (await findView(ctx, viewId))?.list !== list)
    throw coreError('core.not_found')
  await keepLayoutRow(ctx, personOf(ctx), list, { defaultViewId: viewId })
  return { defaultViewId: viewId }
}

/** Saves a view; a resent id gives it as it is now. Sharing needs `views.share` that far. */
export async function addView(
  ctx: Ctx,
  list: string,
  body: { id?: string | undefined; name: string; sharedWith: SharedWith } & ViewChange,
): Promise<SavedView> {
  const id = body.id ?? uuidv7()
  const isNew = await insertView(ctx, {
    group_id: ctx.actor.groupId,
    id,
    list,
    name: body.name,
    owner_id: personOf(ctx),
    ...audience(ctx, body.sharedWith),
    query: JSON.stringify(body.query ?? {}),
    layout: body.layout ? JSON.stringify(body.layout) : null,
    created_at: ctx.now,
  })
  const row = await findView(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (isNew) note(ctx, 'view.saved', row)
  return presentView(ctx, row)
}

export async function editView(
  ctx: Ctx,
  id: string,
  body: { version: number } & ViewChange,
): Promise<SavedView> {
  const row = await changeable(ctx, id)
  if (row.version !== body.version)
    throw coreError('core.stale_version', { current: presentView(ctx, row) })
  await updateView(ctx, id, {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.sharedWith === undefined ? {} : audience(ctx, body.sharedWith)),
    ...(body.query === undefined ? {} : { query: JSON.stringify(body.query) }),
    ...(body.layout === undefined
      ? {}
      : { layout: body.layout === null ? null : JSON.stringify(body.layout) }),
  })
  note(ctx, 'view.changed', row)
  return presentView(ctx, await changeable(ctx, id))
}

/** Withdraws a view; it can be brought back. */
export async function withdrawView(ctx: Ctx, id: string): Promise<undefined> {
  const row = await changeable(ctx, id)
  await updateView(ctx, id, { withdrawn_at: ctx.now })
  note(ctx, 'view.deleted', row)
  return undefined
}

export async function bringBackView(ctx: Ctx, id: string): Promise<SavedView> {
  const row = await changeable(ctx, id, true)
  if (row.withdrawn_at) {
    await updateView(ctx, id, { withdrawn_at: null })
    note(ctx, 'view.restored', row)
  }
  return presentView(ctx, await changeable(ctx, id))
}

async function changeable(ctx: Ctx, id: string, withdrawn = false): Promise<ViewRow> {
  const row = await findView(ctx, id, withdrawn)
  if (!row) throw coreError('core.not_found')
  if (!canChange(ctx, row)) throw coreError('core.forbidden')
  return row
}

/** Their own, or a shared one within the reach of one's right to share. */
function canChange(ctx: Ctx, row: Pick<ViewRow, 'owner_id' | 'shared_with'>): boolean {
  if (row.owner_id === ctx.actor.personId) return true
  const reach = row.shared_with as SharedWith
  return reach !== 'own' && can(ctx, 'views.share', reach)
}

function audience(ctx: Ctx, sharedWith: SharedWith) {
  if (sharedWith !== 'own' && !can(ctx, 'views.share', sharedWith))
    throw listsError('lists.cannot_share')
  if (sharedWith === 'team' && ctx.actor.teamId === null) throw listsError('lists.cannot_share')
  return {
    shared_with: sharedWith,
    team_id: sharedWith === 'team' ? ctx.actor.teamId : null,
    store_id: sharedWith === 'store' ? ctx.store.id : null,
  }
}

function note(ctx: Ctx, action: string, row: ViewRow): void {
  if (row.shared_with === 'own' && action === 'view.saved') return
  audit(ctx, {
    action,
    recordType: 'view',
    recordId: row.id,
    detail: { list: row.list, sharedWith: row.shared_with },
  })
}

function presentView(ctx: Ctx, row: ViewRow): SavedView {
  return {
    id: row.id,
    list: row.list,
    name: row.name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    sharedWith: row.shared_with as SharedWith,
    query: row.query as Record<string, string>,
    layout: readLayout(row.layout),
    canChange: canChange(ctx, row),
    version: row.version,
  }
}

function readLayout(value: unknown): Layout | null {
  const parsed = layoutSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
