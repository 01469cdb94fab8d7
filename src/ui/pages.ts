import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { CallInput, CallOutput, RouteContract } from '#shared/contract.ts'
import { askKey, askOrRecall } from '#ui/ask.ts'
import type { CallError } from '#ui/call.ts'
import { useLive } from '#ui/live.tsx'

type AnyRoute = RouteContract<unknown, unknown, unknown, unknown>

/**
 * The rows of a list of any length; what is looked at is fetched, what is far away is let go. Rows,
 * length and error are of the moment: who draws them calls `useRows(pages)`, so that an arriving
 * page draws the list anew and not the screen around it.
 */
export interface Pages<Row> {
  /** Names the question; another filter or order is another key. */
  key: string
  rowAt: (index: number) => Row | undefined
  /** How many rows are known, fetched just now or before. */
  readonly length: number
  readonly hasMore: boolean
  /** What the filter finds, up to 10,001; undefined until told. */
  count: number | undefined
  isPending: boolean
  isFetching: boolean
  readonly error: unknown
  retry: () => void
  /** Fetches what is missing between two places of the list, the next page at its end. */
  need: (from: number, to: number) => void
  /** Told when a page arrived or failed. */
  subscribe: (listener: () => void) => () => void
  version: () => number
}

/** Draws again when a page of the list arrived. */
export function useRows(pages: Pages<unknown>): void {
  useSyncExternalStore(pages.subscribe, pages.version)
}

interface Answer {
  items: readonly unknown[]
  nextCursor: string | null
  count?: number | null
  total?: number | null
}

interface Page {
  cursor: string
  rows: readonly unknown[] | undefined
  /** Its length when it was last seen, so that the place of the later ones stays. */
  length: number
  state: 'none' | 'asked' | 'fresh' | 'stale' | 'failed'
  next: string | null | undefined
}

const pagesKept = 60

/** The pages after the first one; they outlive the screen, so that going back finds them. */
class LaterPages {
  pages: Page[] = []
  error: unknown
  version = 0
  private first: { at: number; next: string | null; length: number } | undefined
  private listeners = new Set<() => void>()
  private wanted: [number, number] = [0, 0]
  private readonly fetchPage: (cursor: string) => Promise<Answer>
  readonly size: number

  constructor(size: number, fetchPage: (cursor: string) => Promise<Answer>) {
    this.size = size
    this.fetchPage = fetchPage
  }

  told = () => this.version

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** A new first page: what follows may have moved and is fetched anew when it is looked at. */
  follow(first: { at: number; next: string | null; length: number }): void {
    if (this.first?.at === first.at) return
    const isNews = this.first !== undefined
    this.first = first
    if (isNews) for (const page of this.pages) if (page.state === 'fresh') page.state = 'stale'
    this.lead(0, first.next)
    this.tell()
    if (isNews) this.need(...this.wanted)
  }

  need(from: number, to: number): void {
    this.wanted = [from, to]
    if (this.first === undefined) return
    const start = this.first.length
    let at = start
    for (const [index, page] of this.pages.entries()) {
      const end = at + page.length
      const isLast = index === this.pages.length - 1
      const isWanted = to >= at && (from < end || (isLast && to >= end - 1))
      if (isWanted && (page.state === 'none' || page.state === 'stale')) void this.fetch(index)
      at = end
    }
  }

  again(): void {
    for (const page of this.pages) if (page.state === 'failed') page.state = 'none'
    this.error = undefined
    this.need(...this.wanted)
  }

  rowAt(index: number): unknown {
    let at = index - (this.first?.length ?? 0)
    const full = Math.floor(at / this.size)
    // All pages but the last are full, unless rows went since: then they are walked.
    const guess = this.pages[full]
    if (this.isEven && guess) return guess.rows?.[at - full * this.size]
    for (const page of this.pages) {
      if (at < page.length) return page.rows?.[at]
      at -= page.length
    }
    return undefined
  }

  get length(): number {
    return this.pages.reduce((sum, page) => sum + page.length, 0)
  }

  get hasMore(): boolean {
    const last = this.pages.at(-1)
    return last === undefined ? Boolean(this.first?.next) : last.next !== null
  }

  get isAsking(): boolean {
    return this.pages.some((page) => page.state === 'asked')
  }

  private get isEven(): boolean {
    return this.pages.every(
      (page, index) => index === this.pages.length - 1 || page.length === this.size,
    )
  }

  /** Where the page at `index` begins; a list that has become shorter ends before it. */
  private lead(index: number, cursor: string | null): void {
    if (cursor === null) {
      this.pages.length = index
      return
    }
    const page = this.pages[index]
    if (page === undefined)
      this.pages.push({ cursor, rows: undefined, length: 0, state: 'none', next: undefined })
    else if (page.cursor !== cursor) {
      page.cursor = cursor
      if (page.state === 'fresh') page.state = 'stale'
    }
  }

  private async fetch(index: number): Promise<void> {
    const page = this.pages[index] as Page
    const { cursor } = page
    page.state = 'asked'
    try {
      const answer = await this.fetchPage(cursor)
      if (this.pages[index] !== page || page.cursor !== cursor) {
        page.state = 'stale'
      } else {
        page.rows = answer.items
        page.length = answer.items.length
        page.next = answer.nextCursor
        page.state = 'fresh'
        this.lead(index + 1, answer.nextCursor)
        this.letGo(index)
      }
      this.error = undefined
    } catch (error) {
      page.state = 'failed'
      this.error = error
    }
    this.tell()
    if (this.error === undefined) this.need(...this.wanted)
  }

  private letGo(near: number): void {
    const held = this.pages
      .map((page, index) => ({ page, away: Math.abs(index - near) }))
      .filter(({ page }) => page.rows !== undefined)
    if (held.length <= pagesKept) return
    held.sort((a, b) => b.away - a.away)
    for (const { page } of held.slice(0, held.length - pagesKept)) {
      page.rows = undefined
      page.state = 'none'
    }
  }

  private tell(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}

const kept = new WeakMap<QueryClient, Map<string, LaterPages>>()
const listsKept = 12

function keepPages(client: QueryClient, key: string, make: () => LaterPages): LaterPages {
  const lists = kept.get(client) ?? new Map<string, LaterPages>()
  kept.set(client, lists)
  const pages = lists.get(key) ?? make()
  // The one used last stands last; the first of too many goes.
  lists.delete(key)
  lists.set(key, pages)
  if (lists.size > listsKept) lists.delete(lists.keys().next().value as string)
  return pages
}

/**
 * Asks a list route that pages by cursor, page by page as one scrolls: `usePages(listCards,
 * { query: { level: 'H' } }, { live: ['opportunities.*'] })`. The query carries filters and order,
 * without cursor and limit.
 */
export function usePages<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  options: { live?: readonly string[]; when?: boolean; size?: number } = {},
): Pages<RowOf<CallOutput<T>>> & { first: CallOutput<T> | undefined } {
  const client = useQueryClient()
  const size = options.size ?? 100
  const given = input as { params?: Record<string, unknown>; query?: Record<string, unknown> }
  const query = { ...given.query, limit: size }
  const asked = { ...given, query }
  const queryKey = askKey(route, asked)
  const key = JSON.stringify(queryKey)
  useLive(options.live ?? [], () => void client.invalidateQueries({ queryKey: askKey(route) }))
  const ask = (more: { cursor?: string }, signal?: AbortSignal) =>
    askOrRecall(
      route,
      { ...asked, query: { ...query, ...more } } as unknown as CallInput<T>,
      signal,
    ) as Promise<Answer>
  const first = useQuery<Answer, CallError>({
    queryKey,
    queryFn: ({ signal }) => ask({}, signal),
    enabled: options.when ?? true,
    placeholderData: keepPreviousData,
  })
  const isOld = first.isPlaceholderData
  const later = keepPages(client, key, () => new LaterPages(size, (cursor) => ask({ cursor })))
  const { data, dataUpdatedAt } = first
  useEffect(() => {
    if (data !== undefined && !isOld)
      later.follow({ at: dataUpdatedAt, next: data.nextCursor, length: data.items.length })
  }, [later, data, dataUpdatedAt, isOld])
  const need = useCallback((from: number, to: number) => later.need(from, to), [later])
  const inFirst = data?.items.length ?? 0
  return {
    key,
    rowAt: (index) =>
      (index < inFirst ? data?.items[index] : isOld ? undefined : later.rowAt(index)) as
        | RowOf<CallOutput<T>>
        | undefined,
    get length() {
      return inFirst + (isOld ? 0 : later.length)
    },
    get hasMore() {
      if (isOld) return false
      return later.pages.length > 0 ? later.hasMore : Boolean(data?.nextCursor)
    },
    count: data?.count ?? data?.total ?? undefined,
    isPending: data === undefined && first.error === null,
    isFetching: first.isFetching && (isOld || data === undefined),
    get error() {
      return data === undefined ? first.error : later.error
    },
    retry: () => {
      if (data === undefined) void first.refetch()
      else later.again()
    },
    need,
    subscribe: later.subscribe,
    version: later.told,
    first: data as CallOutput<T> | undefined,
  }
}

type RowOf<Out> = Out extends { items: readonly (infer Row)[] } ? Row : never

/** A list that is all here already, in the shape of one that is fetched. */
export function pagesOf<Row>(rows: readonly Row[] | undefined, more: Partial<Pages<Row>> = {}) {
  return {
    key: '',
    rowAt: (index: number) => rows?.[index],
    length: rows?.length ?? 0,
    hasMore: false,
    count: undefined,
    isPending: rows === undefined,
    isFetching: false,
    error: undefined,
    retry: () => {},
    need: () => {},
    subscribe: () => () => {},
    version: () => 0,
    ...more,
  } satisfies Pages<Row>
}
