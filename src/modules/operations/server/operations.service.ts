import { type Ctx, can } from '#foundation/ctx.ts'
import { namesOfCustomers } from '#foundation/operations/customer-keys.ts'
import { findKind } from '#foundation/operations/kinds.ts'
import { findOperation, type OperationRow } from '#foundation/operations/operations.queries.ts'
import { previewTakeBack, takeBackOperation, unitOf } from '#foundation/operations/take-back.ts'
import { listUnits } from '#foundation/operations/units.queries.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type Operation, operationsError } from '#shared/operations.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { listRecent } from './operations.queries.ts'

const unitsShown = 200
const importName = { zh: '导入', en: 'Import' }

/** Operations, newest first: all of the store for those who may take them back, else one's own. */
export async function readOperations(
  ctx: Ctx,
  asked: { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const after = afterOf(asked.cursor, today)
  const rows = await listRecent(ctx, {
    by: can(ctx, 'operations.undo', 'store') ? null : ctx.actor.personId,
    limit: asked.limit + 1,
    after,
  })
  const shown = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? shown.at(-1) : undefined
  return {
    items: await present(ctx, shown),
    nextCursor: last ? encodeCursor([last.created_at.toISOString(), last.id], today) : null,
  }
}

function afterOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok) throw coreError('core.bad_request', { why: 'cursor' })
  return { at: String(decoded.key[0]), id: String(decoded.key[1]) }
}

/** One operation with what taking it back would meet; records touched since come first. */
export async function readOperation(ctx: Ctx, id: string) {
  const row = await load(ctx, id)
  const kind = findKind(row.kind)
  const units = await listUnits(ctx, id, { after: null, limit: unitsShown, all: true })
  const preview =
    kind && row.state === 'done'
      ? await previewTakeBack(ctx, row)
      : { open: 0, untouched: 0, touched: [], later: [] }
  const tables = new Map(preview.touched.map(({ unit, tables: of }) => [unit.id, of]))
  const shown = [
    ...preview.touched.map(({ unit }) => ({ unit, isUndone: false })),
    ...units
      .filter((one) => !tables.has(one.id))
      .map((one) => ({ unit: unitOf(one), isUndone: one.undone_at !== null })),
  ].slice(0, unitsShown)
  const names = await namesOfCustomers(
    ctx,
    shown.flatMap(({ unit }) => (unit.customerId ? [unit.customerId] : [])),
  )
  const [operation] = await present(ctx, [row])
  return {
    ...(operation as Operation),
    items: shown.map(({ unit, isUndone }) => ({
      id: unit.id,
      customerId: unit.customerId,
      name: (unit.customerId && names.get(unit.customerId)) ?? null,
      isTouched: tables.has(unit.id),
      tables: tables.get(unit.id) ?? [],
      isUndone,
    })),
    untouched: preview.untouched,
    touched: preview.touched.length,
  }
}

/** Takes an operation back, or some of its records. */
export async function takeOperationBack(
  ctx: Ctx,
  id: string,
  how: { touched: 'keep' | 'take_back'; units?: string[] | undefined },
) {
  const row = await load(ctx, id)
  const kind = findKind(row.kind)
  if (!kind) throw operationsError('operations.not_done')
  const takenBack = await takeBackOperation(ctx, kind, id, how)
  const [operation] = await present(ctx, [await load(ctx, id)])
  return { ...(operation as Operation), takenBack }
}

/** An operation the actor may see: any of the store, or their own; else `core.not_found`. */
async function load(ctx: Ctx, id: string): Promise<OperationRow> {
  const row = await findOperation(ctx.tx, ctx.store.id, id)
  const isTheirs = row !== undefined && row.started_by === ctx.actor.personId
  if (!row || !(isTheirs || can(ctx, 'operations.undo', 'store'))) throw coreError('core.not_found')
  return row
}

async function present(ctx: Ctx, rows: OperationRow[]): Promise<Operation[]> {
  const people = rows.flatMap((row) => [row.started_by, row.undone_by]).filter((id) => id !== null)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, people)
  const language = ctx.locale === 'en' ? 1 : 0
  return rows.map((row) => {
    const kind = findKind(row.kind)
    const outcome = row.outcome as { units?: number; undone?: number }
    const said = row.settings as { reason?: string; reasonEn?: string; titleEn?: string }
    const isEnglish = ctx.locale === 'en'
    return {
      id: row.id,
      kind: row.kind,
      kindName:
        kind?.title[language] ??
        (row.kind.startsWith('import.') ? importName[ctx.locale] : row.kind),
      title: (isEnglish ? said.titleEn : undefined) ?? row.title,
      reason: (isEnglish ? said.reasonEn : undefined) ?? said.reason ?? null,
      state: row.state as Operation['state'],
      by: (row.started_by && names.get(row.started_by)) ?? null,
      createdAt: row.created_at.toISOString(),
      undoneAt: row.undone_at?.toISOString() ?? null,
      undoneBy: (row.undone_by && names.get(row.undone_by)) ?? null,
      units: outcome.units ?? row.progress_total,
      undoneUnits: outcome.undone ?? 0,
      canTakeBack: kind !== undefined && row.state === 'done',
    }
  })
}
