import { useNavigation } from '#ui/navigation.tsx'

export interface Sort {
  by: string
  down: boolean
}

/** Filters and order of a list, as they stand in the address. */
export interface TableState {
  filters: Readonly<Record<string, string>>
  /** Whether somebody filtered, beyond what the list shows by itself. */
  isFiltered: boolean
  sort: Sort | undefined
  /** What the list route is asked: filters and `sort` (`name`, `-name`). */
  query: Readonly<Record<string, string>>
  /** The names of the filters the address may carry. */
  names: readonly string[]
  setFilter: (name: string, value: string | undefined) => void
  clearFilters: () => void
  setSort: (sort: Sort | undefined) => void
}

export interface TableStateOptions {
  /** Names of the filters in the address. */
  filters?: readonly string[]
  /** The order unless the address has another: `-arrivedAt`. */
  sort?: string
  /** Filters unless the address has others; `all` in the address takes one off. */
  defaults?: Readonly<Record<string, string>>
}

/** Binds a list to the address, so that back, reload and a sent link show the same rows. */
export function useTableState(options: TableStateOptions = {}): TableState {
  const { search, setSearch } = useNavigation()
  const names = options.filters ?? []
  const filters: Record<string, string> = {}
  for (const name of names) {
    const value = search[name] ?? options.defaults?.[name]
    if (value !== undefined && value !== 'all') filters[name] = value
  }
  const sort = readSort(search.sort ?? options.sort)
  return {
    filters,
    isFiltered: Object.entries(filters).some(([name, value]) => value !== options.defaults?.[name]),
    sort,
    names,
    query: { ...filters, ...(sort ? { sort: writeSort(sort) } : {}) },
    setFilter: (name, value) => {
      const isDefault = value === options.defaults?.[name]
      const off = options.defaults?.[name] === undefined ? undefined : 'all'
      setSearch({ [name]: isDefault ? undefined : (value ?? off) }, { replace: true })
    },
    clearFilters: () =>
      setSearch(
        Object.fromEntries(
          names.map((name) => [name, options.defaults?.[name] === undefined ? undefined : 'all']),
        ),
        { replace: true },
      ),
    setSort: (next) => setSearch({ sort: next && writeSort(next) }, { replace: true }),
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
