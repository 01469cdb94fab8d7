import type { z } from 'zod'
import type { Permission } from '#shared/permissions.ts'
import type { Phrase } from '#shared/words.ts'
import type { Ctx } from '../ctx.ts'

/**
 * What a column holds, so that a sheet shows it as that: days and instants as dates of the store,
 * numbers as numbers, money given in fen as yuan.
 */
export type ListColumnType = 'text' | 'number' | 'money' | 'day' | 'instant' | 'phone'

export interface ListColumn<Row> {
  /** The key of the column on the screen. */
  key: string
  title: Phrase
  type?: ListColumnType
  /** Days as `YYYY-MM-DD`, instants as ISO text, phones masked; texts in the language of `ctx`. */
  value: (row: Row, ctx: Ctx) => string | number | boolean | null | undefined
  /** Width in characters. */
  width?: number
}

export interface ListPage<Row> {
  items: readonly Row[]
  nextCursor: string | null
  /** How many the filter finds, up to 10,001; told with the first page. */
  count: number | null
}

/** A list of the product, declared once: its screen, its files and its log speak of it by `key`. */
export interface ListSource<Row = unknown, Query = Record<string, unknown>> {
  /** The name of the list on its screen (`DataTable name`). */
  key: string
  title: Phrase
  /** Whose scope decides which rows a person sees; exporting may reach less far, never farther. */
  permission: Permission
  /** Filters and order as the list's route takes them. */
  query: z.ZodType<Query>
  /** Filters that carry names or numbers of people; the log says only that they were set. */
  personal?: readonly string[]
  columns: readonly ListColumn<Row>[]
  /** The same rows as the route gives, page by page. */
  page(
    ctx: Ctx,
    query: Query & { cursor?: string | undefined; limit: number },
  ): Promise<ListPage<Row>>
  /** Full numbers by row, for those who may export them; in the order of `rows`. */
  phones?(ctx: Ctx, rows: readonly Row[]): Promise<readonly (string | null)[]>
}

const sources = new Map<string, ListSource>()

/** Declares a list; list it in `Module.lists` as well, so that its file is loaded. */
export function defineList<Row, Query>(source: ListSource<Row, Query>): ListSource {
  const kept = source as unknown as ListSource
  sources.set(source.key, kept)
  return kept
}

const titles = new Map<string, Phrase>()

/** Names what leaves as a file without being a list, for the log: `form.daily-report`. */
export function nameExport(key: string, title: Phrase): void {
  titles.set(key, title)
}

/** What the log calls a file: the list's title, or the name given to it. */
export function exportTitle(key: string): Phrase | undefined {
  return sources.get(key)?.title ?? titles.get(key)
}

export function findList(key: string): ListSource | undefined {
  return sources.get(key)
}
