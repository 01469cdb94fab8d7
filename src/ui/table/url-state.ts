import { useRef } from 'react'
import { useNavigation } from '#ui/navigation.tsx'

export interface Sort {
  by: string
  down: boolean
}

/** Filters, sort and page of a list, as they stand in the address. */
export interface TableState {
  filters: Readonly<Record<string, string>>
  sort: Sort | undefined
  page: number
  cursor: string | undefined
  /** What the list route is asked: filters, `sort` (`name`, `-name`), `cursor` or `page`. */
  query: Readonly<Record<string, string>>
  setFilter: (name: string, value: string | undefined) => void
  clearFilters: () => void
  setSort: (sort: Sort | undefined) => void
  /** To the next page; lists with cursors pass the one the answer gave. */
  next: (cursor?: string) => void
  previous: () => void
}

export interface TableStateOptions {
  /** Names of the filters in the address. */
  filters?: readonly string[]
  /** The order unless the address has another: `-arrivedAt`. */
  sort?: string
  /** Filters unless the address has others; `all` in the address takes one off. */
  defaults?: Readonly<Record<string, string>>
  /** The route pages by `cursor` (unless said) or by `page`. */
  paging?: 'cursor' | 'page'
}

/** Binds a list to the address, so that back, reload and a sent link show the same rows. */
export function useTableState(options: TableStateOptions = {}): TableState {
  const { search, setSearch } = useNavigation()
  const cursors = useRef(new Map<number, string>())
  const names = options.filters ?? []
  const filters: Record<string, string> = {}
  for (const name of names) {
    const value = search[name] ?? options.defaults?.[name]
    if (value !== undefined && value !== 'all') filters[name] = value
  }
  const sort = readSort(search.sort ?? options.sort)
  const page = Math.max(1, Math.floor(Number(search.page ?? 1)) || 1)
  const cursor = search.cursor
  const paging: Record<string, string> =
    options.paging === 'page' ? { page: String(page) } : cursor === undefined ? {} : { cursor }
  const first = { cursor: undefined, page: undefined }
  return {
    filters,
    sort,
    page,
    cursor,
    query: { ...filters, ...(sort ? { sort: writeSort(sort) } : {}), ...paging },
    setFilter: (name, value) => {
      const isDefault = value === options.defaults?.[name]
      const off = options.defaults?.[name] === undefined ? undefined : 'all'
      setSearch({ [name]: isDefault ? undefined : (value ?? off), ...first }, { replace: true })
    },
    clearFilters: () =>
      setSearch(
        {
          ...Object.fromEntries(
            names.map((name) => [name, options.defaults?.[name] === undefined ? undefined : 'all']),
          ),
          ...first,
        },
        { replace: true },
      ),
    setSort: (next) => setSearch({ sort: next && writeSort(next), ...first }, { replace: true }),
    next: (nextCursor) => {
      if (nextCursor !== undefined) cursors.current.set(page + 1, nextCursor)
      setSearch({ page: String(page + 1), cursor: nextCursor })
    },
    previous: () => {
      const before = cursors.current.get(page - 1)
      // After a reload the cursors between are not known any more; the first page always is.
      const isKnown = page > 2 && (options.paging === 'page' || before !== undefined)
      setSearch({ page: isKnown ? String(page - 1) : undefined, cursor: before })
    },
  }
}

/** `-arrivedAt` is arrivedAt, latest first. */
export function readSort(text: string | undefined): Sort | undefined {
  if (text === undefined || text === '') return undefined
  return text.startsWith('-') ? { by: text.slice(1), down: true } : { by: text, down: false }
}

export function writeSort(sort: Sort): string {
  return sort.down ? `-${sort.by}` : sort.by
}
