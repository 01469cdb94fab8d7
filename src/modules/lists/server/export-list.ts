import { type App, runInStore } from '#foundation/app.ts'
import { authorise, type Ctx, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  findList,
  type ListColumn,
  type ListPage,
  type ListSource,
} from '#foundation/lists/define-list.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { storeSettings } from '#modules/access/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { reaches } from '#shared/permissions.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { listsError } from '../contract.ts'
import { listWords } from '../words.ts'
import { cellOf } from './export-cells.ts'
import { endExport, insertExport } from './exports.queries.ts'

interface AskedExport {
  format: 'xlsx' | 'csv'
  query: Record<string, string>
  columns?: string[] | undefined
  phones: 'masked' | 'full'
  reason?: string | undefined
}

const pageRows = 200
const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

/**
 * A list as a file: exactly its filtered rows, the chosen columns, its order. Page after page in
 * transactions of their own, so that neither memory nor a connection is held by a slow reader.
 * Above the store's limit it needs a reason; who took what is kept in `export_log` and the audit
 * trail before the first byte leaves. Throws `lists.not_exportable`, `lists.reason_needed`.
 */
export async function exportList(
  ctx: Ctx,
  app: App,
  list: string,
  asked: AskedExport,
): Promise<FileAnswer> {
  const source = findList(list)
  if (!source) throw listsError('lists.not_exportable')
  authorise(ctx, source.permission)
  if (asked.phones === 'full') authorise(ctx, 'exports.phones', 'store')
  const columns = columnsOf(source, asked.columns)
  const query = queryOf(source, asked.query)
  const narrow = narrowed(ctx, source)
  const first = await source.page(narrow, { ...query, cursor: undefined, limit: pageRows })
  const found = first.count ?? first.items.length
  const limit = storeSettings(ctx.store).exportReasonAbove
  if ((found > limit || asked.phones === 'full') && asked.reason === undefined)
    throw listsError('lists.reason_needed', { limit: asked.phones === 'full' ? 0 : limit })
  const id = uuidv7()
  await note(ctx, { id, source, asked, columns, found })
  const rows = allRows({ app, source, query, first, withPhones: asked.phones === 'full' }, narrow, {
    id,
    columns,
  })
  const sheet = {
    name: say(source.title, ctx.locale),
    columns: columns.map((column) => ({
      header: say(column.title, ctx.locale),
      width: column.width ?? 14,
    })),
    rows,
  }
  return {
    name: `${sheet.name} ${dayInZone(ctx.now, ctx.store.timeZone)}.${asked.format}`,
    contentType: contentTypes[asked.format],
    body: (asked.format === 'xlsx'
      ? writeXlsx(sheet)
      : writeCsv(sheet)) as unknown as AsyncIterable<Uint8Array>,
  }
}

function columnsOf(source: ListSource, keys: string[] | undefined): ListColumn<unknown>[] {
  if (keys === undefined) return [...source.columns]
  const known = new Map(source.columns.map((column) => [column.key, column]))
  const chosen = keys.flatMap((key) => known.get(key) ?? [])
  return chosen.length > 0 ? chosen : [...source.columns]
}

function queryOf(source: ListSource, given: Record<string, string>): Record<string, unknown> {
  const { cursor: _cursor, limit: _limit, page: _page, ...filters } = given
  const parsed = source.query.safeParse(filters)
  if (parsed.success) return parsed.data
  throw coreError('core.invalid_input', {
    issues: parsed.error.issues.map((issue) => ({
      path: `body.query.${issue.path.join('.')}`,
      code: issue.code,
    })),
  })
}

/** The same request with the list's permission reaching no farther than the right to export. */
function narrowed(ctx: Ctx, source: ListSource): Ctx {
  const own = scopeOf(ctx, source.permission)
  const toExport = scopeOf(ctx, 'exports.run')
  if (!own || !toExport) throw coreError('core.forbidden')
  if (reaches(toExport, own)) return ctx
  const grants = { ...ctx.actor.grants, [source.permission]: toExport }
  return { ...ctx, actor: { ...ctx.actor, grants } }
}

async function note(
  ctx: Ctx,
  made: {
    id: string
    source: ListSource
    asked: AskedExport
    columns: ListColumn<unknown>[]
    found: number
  },
): Promise<void> {
  const { id, source, asked, columns, found } = made
  const filters = Object.fromEntries(
    Object.entries(asked.query)
      .filter(([name, value]) => value !== '' && !['cursor', 'limit', 'page'].includes(name))
      .map(([name, value]) => [
        name,
        isPersonal(source, name) ? say(listWords.searched, 'zh') : value,
      ]),
  )
  const reason = asked.reason === undefined ? null : maskPhonesInText(asked.reason)
  await insertExport(ctx, {
    store_id: ctx.store.id,
    id,
    person_id: ctx.actor.personId,
    list: source.key,
    format: asked.format,
    filters: JSON.stringify(filters),
    columns: columns.map((column) => column.key),
    with_phones: asked.phones === 'full',
    reason,
    rows_found: found,
    started_at: ctx.now,
  })
  audit(ctx, {
    action: 'list.exported',
    recordType: 'export',
    recordId: id,
    detail: {
      list: source.key,
      filters,
      rows: found,
      format: asked.format,
      fullNumbers: asked.phones === 'full',
    },
    ...(reason === null ? {} : { reason }),
  })
  announce(ctx, { type: 'lists.exported', recordId: id, data: { list: source.key } })
}

const isPersonal = (source: ListSource, name: string) => (source.personal ?? ['q']).includes(name)

interface Walk {
  app: App
  source: ListSource
  query: Record<string, unknown>
  first: ListPage<unknown>
  withPhones: boolean
}

async function* allRows(
  walk: Walk,
  { actor, store, locale }: Ctx,
  made: { id: string; columns: ListColumn<unknown>[] },
): AsyncGenerator<Cell[]> {
  const { app, source } = walk
  const within = <T>(work: (ctx: Ctx) => Promise<T>) =>
    runInStore(app, store, (ctx) => work({ ...ctx, locale }), actor)
  let rows = 0
  let isWhole = false
  try {
    let page: ListPage<unknown> = walk.first
    for (;;) {
      const { items } = page
      const cells = await within(async (ctx) => {
        const phones = walk.withPhones ? await source.phones?.(ctx, items) : undefined
        return items.map((item, at) =>
          made.columns.map((column) => cellOf(ctx, column, item, phones?.[at])),
        )
      })
      yield* cells
      rows += items.length
      const cursor = page.nextCursor
      if (cursor === null) break
      page = await within((ctx) => source.page(ctx, { ...walk.query, cursor, limit: pageRows }))
    }
    isWhole = true
  } finally {
    const at = app.clock.now()
    await within((ctx) => endExport(ctx, made.id, { state: isWhole ? 'done' : 'broken', rows, at }))
  }
}
