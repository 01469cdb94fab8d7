import type { z } from 'zod'
import type { Ctx } from '#foundation/ctx.ts'
import { defineList, exportTitle } from '#foundation/lists/define-list.ts'
import { addDays, dayInZone, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import { type ExportEntry, listExports } from '../contract.ts'
import { listWords } from '../words.ts'
import {
  countExports,
  type ExportFilter,
  type ExportRow,
  listExportRows,
} from './exports.queries.ts'

type Asked = Omit<z.infer<NonNullable<typeof listExports.query>>, never>

/** A page of what left this store as files, newest first. */
export async function readExports(ctx: Ctx, query: Asked) {
  const zone = ctx.store.timeZone
  const today = dayInZone(ctx.now, zone)
  const filter: ExportFilter = {
    personId: query.personId,
    list: query.list,
    since: query.from === undefined ? undefined : instantOf(query.from, '00:00', zone),
    until: query.to === undefined ? undefined : instantOf(addDays(query.to, 1), '00:00', zone),
  }
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor, today)
  const rows = await listExportRows(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentExport(ctx, row)),
    nextCursor: last ? encodeCursor([last.started_at.toISOString(), last.id], today) : null,
    count: after === undefined ? await countExports(ctx, filter) : null,
  }
}

function placeOf(cursor: string, today: string): { at: Date; id: string } {
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const [at, id] = decoded.key.map(String) as [string, string]
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw coreError('core.bad_request', { why: 'cursor' })
  return { at: new Date(at), id }
}

function presentExport(ctx: Ctx, row: ExportRow): ExportEntry {
  const title = exportTitle(row.list)
  return {
    id: row.id,
    personName: row.person_name,
    list: row.list,
    title: title ? say(title, ctx.locale) : row.list,
    format: row.format as 'xlsx' | 'csv' | 'pdf' | 'zip',
    filters: row.filters as Record<string, string>,
    columns: row.columns,
    withPhones: row.with_phones,
    reason: row.reason,
    rowsFound: row.rows_found,
    rowsWritten: row.rows_written,
    state: row.state as ExportEntry['state'],
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

/** The log is a list like any other: taking it out is logged in it. */
export const exportsLog = defineList<ExportEntry, Asked>({
  key: 'exports',
  title: listWords.exports,
  permission: 'audit.read',
  query: listExports.query as z.ZodType<Asked>,
  page: readExports,
  columns: [
    { key: 'at', title: listWords.at, type: 'instant', value: (row) => row.startedAt, width: 18 },
    { key: 'who', title: listWords.who, value: (row) => row.personName },
    { key: 'list', title: listWords.list, value: (row) => row.title },
    { key: 'format', title: listWords.format, value: (row) => row.format },
    {
      key: 'filters',
      title: listWords.filters,
      value: (row) =>
        Object.entries(row.filters)
          .map(([name, value]) => `${name}: ${value}`)
          .join('; '),
      width: 30,
    },
    {
      key: 'rows',
      title: listWords.rows,
      type: 'number',
      value: (row) => row.rowsWritten ?? row.rowsFound,
    },
    {
      key: 'phones',
      title: listWords.phones,
      value: (row, ctx) => say(row.withPhones ? listWords.full : listWords.masked, ctx.locale),
    },
    { key: 'reason', title: listWords.reason, value: (row) => row.reason, width: 30 },
    {
      key: 'state',
      title: listWords.state,
      value: (row, ctx) => say(listWords[row.state], ctx.locale),
    },
  ],
})
