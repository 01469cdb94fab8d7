import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { scopeOf } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { closedDays, listCalendarMarks } from '#modules/dictionaries/index.ts'
import { type Figures, readFigures, readQuestion } from '#modules/metrics/index.ts'
import { addDays, type Day, daysBetween, daysFromTo, dayInZone, earlierDay } from '#shared/days.ts'
import type { Locale } from '#shared/errors.ts'
import type { Interval } from '#shared/statistics.ts'
import { translator, type Values } from '#shared/words.ts'
import { type AskedQuery, analysisError, type Finding, type Reading } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import { analysisWords } from '../words.ts'

export type MetricQuery = Parameters<typeof readQuestion>[1]

/** What every page of the desk works with: the question as asked, words, numbers, and ways to records. */
export interface Desk {
  ctx: Ctx
  asked: AskedQuery
  locale: Locale
  t(key: keyof typeof analysisWords, values?: Values): string
  from: Day
  to: Day
  /** The present day of the earliest store. */
  today: Day
  stores: readonly StoreInfo[]
  leastN: number
  /** A number as the board shows it, of the page's stores and, unless said, its period. */
  figures(key: string, query?: MetricQuery): Promise<Figures>
  /** Where the records of a number are listed. */
  link(key: string, query?: Record<string, string | undefined>): string
  /** The label of a row in the language of the answer. */
  name(row: { label: string; labelEn: string }): string
}

/** What a page answers; title and period are added by the door. */
export type Page = Omit<Reading, 'question' | 'title' | 'from' | 'to' | 'stores'> & {
  /** The days it speaks of, where they are not those asked. */
  span?: { from: Day; to: Day }
}

export interface PageSource {
  /** The days a page looks at unless told. */
  period(today: Day, asked: AskedQuery): { from: Day; to: Day }
  /** Whether it looks at all stores of the caller's region or group unless told. */
  looksAcross?: true
  /** Whether it reads the records of the caller's own store alone, whatever stores are asked for. */
  isOwnStore?: true
  read(desk: Desk): Promise<Page>
}

const longestYears = 10

/** Opens the desk for one page. Throws `analysis.too_long`, and `core.not_found` for stores out of sight. */
export async function openDesk(ctx: Ctx, page: PageSource, asked: AskedQuery): Promise<Desk> {
  const locale = asked.lang ?? ctx.locale
  const scope = scopeOf(ctx, 'analysis.read')
  const isWide = (scope === 'region' || scope === 'group') && ctx.actor.stores.length > 1
  const stores = page.isOwnStore
    ? undefined
    : (asked.stores ?? (page.looksAcross && isWide ? 'all' : undefined))
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const usual = page.period(today, asked)
  const [from, last] = [asked.from ?? usual.from, asked.to ?? usual.to]
  if (from > last || daysBetween(from, last) > longestYears * 366)
    throw analysisError('analysis.too_long', { years: longestYears })
  // Days to come are no days without traffic.
  const to = from > today ? last : earlierDay(last, today)
  const base: MetricQuery = { from, to, ...(stores ? { stores } : {}) }
  const question = await readQuestion(ctx, base)
  const figures: Desk['figures'] = async (key, query = {}) =>
    readFigures(ctx, key, await readQuestion(ctx, { ...base, ...query }))
  return {
    ctx,
    asked,
    locale,
    t: translator(analysisWords, locale),
    from,
    to,
    today: question.today,
    stores: question.stores,
    leastN: storeSettings(ctx.store).minimumN,
    figures,
    link: (key, query = {}) => {
      const search = new URLSearchParams({ from, to })
      if (stores) search.set('stores', stores)
      const { source, channel, ...rest } = query
      for (const [name, value] of Object.entries(rest))
        if (value !== undefined) search.set(name, value)
      narrowLink(search, { source, channel })
      return `/numbers/${key}/records?${search.toString()}`
    },
    name: (row) => (locale === 'zh' ? row.label : row.labelEn),
  }
}

/** The list of records is narrowed by one breakdown or two crossed. */
function narrowLink(search: URLSearchParams, by: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(by)) {
    if (value === undefined) continue
    const place = search.has('by') ? '2' : ''
    search.set(`by${place}`, name)
    search.set(`value${place}`, value)
  }
}

/** The holidays and make-up workdays of a period by day, named in the language of the answer. */
export async function marksOf(
  { ctx, locale, t }: Desk,
  from: Day,
  to: Day,
): Promise<Map<Day, { name: string; isHoliday: boolean }>> {
  const marks = await listCalendarMarks(ctx.tx, ctx.actor.groupId, from, to)
  return new Map(
    marks.map((mark) => [
      mark.day,
      mark.kind === 'holiday'
        ? { name: locale === 'zh' ? mark.name : mark.nameEn, isHoliday: true }
        : { name: t('makeup'), isHoliday: false },
    ]),
  )
}

/**
 * Traffic (or another number) by day with its marks and closed days. One store's closed days are
 * its own list; of several stores, days without anybody anywhere.
 */
export async function dailyCounts(
  desk: Desk,
  key: string,
  query: MetricQuery & { from: Day; to: Day },
): Promise<DayCount[]> {
  const table = await desk.figures(key, { ...query, by: 'day' })
  const counts = new Map(table.rows.map((row) => [row.key, row.n]))
  return daysWith(desk, counts, query)
}

/** Whole days of a period with these counts, today and later left out; a missing count is none. */
export async function daysWith(
  desk: Desk,
  counts: ReadonlyMap<Day, number>,
  { from, to: asked }: { from: Day; to: Day },
): Promise<DayCount[]> {
  const to = earlierDay(asked, yesterday(desk.today))
  if (from > to) return []
  const marks = await marksOf(desk, from, to)
  const [only] = desk.stores
  const closed =
    desk.stores.length === 1 && only
      ? await closedDays(desk.ctx.tx, only.id, from, to)
      : new Set<Day>()
  return daysFromTo(from, to).map((day) => ({
    day,
    count: counts.get(day) ?? 0,
    isOpen: desk.stores.length === 1 ? !closed.has(day) : (counts.get(day) ?? 0) > 0,
    mark: marks.get(day)?.name,
  }))
}

/** The history before the first party counts for nothing: a store is watched from then on. */
export function fromFirstCount(days: readonly DayCount[]): DayCount[] {
  const first = days.findIndex((one) => one.count > 0)
  return first < 0 ? [] : days.slice(first)
}

export const yesterday = (today: Day): Day => addDays(today, -1)

/** A share in words: 42.5%. */
export const pct = (share: number): string => `${(share * 100).toFixed(1)}%`
/** A change in words: +12%; from four times on as a multiple, what rounds to nothing without a sign. */
export function change(value: number): string {
  if (value >= 3) return `×${(1 + value).toFixed(1)}`
  const size = Math.abs(value * 100).toFixed(0)
  return `${size === '0' ? '' : value > 0 ? '+' : '−'}${size}%`
}
export const rangeOf = ({ low, high }: Interval): string => `${pct(low)} – ${pct(high)}`
export const changeRange = ({ low, high }: Interval): string => `${change(low)} … ${change(high)}`
/** A number with one digit, without a trailing zero. */
export const oneDigit = (value: number): string => String(Math.round(value * 10) / 10)

export const finding = (tone: Finding['tone'], text: string): Finding => ({ tone, text })

/** A page that has nothing to say yet, and what it is waiting for. */
export const nothingYet = (missing: string, method: string[] = []): Page => ({
  findings: [],
  charts: [],
  tables: [],
  method,
  missing,
})
