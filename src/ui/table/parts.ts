import type { Layout } from '#ui/table/layout.ts'
import type { TableState } from '#ui/table/url-state.ts'

/** What the tools beside every list are told: saved views, columns kept, the file it leaves as. */
export interface TableParts {
  list: string
  label: string
  state: TableState
  /** Keys of the columns as shown. */
  shown: readonly string[]
  count: number | undefined
  layout: Layout | undefined
  /** Raised by every change the person makes to the layout here. */
  layoutChanges: number
  setLayout: (layout: Layout | undefined, byPerson?: boolean) => void
}
