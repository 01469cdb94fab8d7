import { type ReactNode, useMemo, useState } from 'react'
import { sayCount } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { type Pages, pagesOf } from '#ui/pages.ts'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { Slot } from '#ui/slots.tsx'
import { ColumnChoice } from '#ui/table/columns.tsx'
import { type Filter, Filters, FilterWords } from '#ui/table/Filters.tsx'
import { Grid, type GridColumn } from '#ui/table/Grid.tsx'
import { type Layout, useLayout } from '#ui/table/layout.ts'
import { type PhoneRow, phoneColumn } from '#ui/table/phone-row.tsx'
import { SortChoice } from '#ui/table/SortChoice.tsx'
import { type Chosen, chosenOf, type Selected, useSelection } from '#ui/table/selection.ts'
import type { TableState } from '#ui/table/url-state.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import '#ui/table/table.css'

export type { Filter } from '#ui/table/Filters.tsx'
export type { Chosen } from '#ui/table/selection.ts'
export { type TableState, useTableState } from '#ui/table/url-state.ts'

export interface Column<Row> extends GridColumn<Row> {
  /** Hidden until the person asks for it. */
  hidden?: boolean
}

export interface DataTableProps<Row> {
  /** Names the list, for its views, columns and exports; also its label for screen readers. */
  name: string
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  state: TableState
  /** The rows of a list that can grow: `usePages(listX, { query: state.query })`. */
  pages?: Pages<Row>
  /** Or the rows of a short list, all of them. */
  rows?: readonly Row[] | undefined
  /** How many there are, when the answer says it elsewhere. */
  count?: number | undefined
  error?: unknown
  onRetry?: () => void
  fetching?: boolean
  filters?: readonly Filter[]
  /** Where Enter and a click on the row lead. */
  open?: (row: Row) => string
  onOpen?: (row: Row) => void
  /** What can be done with the selected rows; shown instead of the filters' words. */
  selection?: (chosen: Chosen) => ReactNode
  /** Adds up a number of the filtered rows, when asked. */
  sum?: { label: string; ask: () => Promise<string> }
  /** What this list is for and the first step; shown when there is nothing without filters. */
  empty?: ReactNode
  /** Beside the count: new, print, another way to show the same. */
  actions?: ReactNode
  /** Shows the same rows another way (kanban, calendar) beneath the same filters. */
  instead?: ReactNode
  /** How a row stands on the phone; else all columns side by side, as on the desk. */
  phone?: PhoneRow
  /** Grey rows shown while the first answer is on its way. */
  expectedRows?: number
}

/** The one list of the product: address-bound filters and order, endless rows, keyboard, selection. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { state, name } = props
  const isShort = props.pages === undefined
  const pages: Pages<Row> =
    props.pages ??
    pagesOf(props.rows, {
      count: props.count ?? props.rows?.length,
      error: props.error,
      isPending: props.rows === undefined && !props.error,
      retry: props.onRetry,
    })
  const { go } = useNavigation()
  const kept = useLayout(name, props.columns)
  const columns = useShown(props.columns, kept.layout)
  const isCompact = useIsPhone() && props.phone !== undefined
  const inPhone = useMemo(
    () => (props.phone ? [phoneColumn(props.columns, props.phone, props.label)] : []),
    [props.columns, props.phone, props.label],
  )
  const selected = useSelection(isShort ? name : pages.key)
  const { open, onOpen } = props
  const openRow = onOpen ?? (open && ((row: Row) => go(open(row))))
  const filters = props.filters ?? []
  const isEmpty = !pages.isPending && pages.length === 0 && !pages.error
  const t = useWords(uiWords)
  const isFetching = props.fetching ?? pages.isFetching
  return (
    <div className="k-table k-stack" data-fetching={isFetching || undefined}>
      <Filters filters={filters} state={state} />
      <div className="k-spread k-table-line">
        <div className="k-line" role="status">
          {props.selection && (selected.size > 0 || selected.isAll) ? (
            <SelectionBar pages={pages} selected={selected} actions={props.selection} />
          ) : (
            <>
              <Count count={props.count ?? pages.count} sum={props.sum} question={pages.key} />
              <FilterWords filters={filters} state={state} />
            </>
          )}
        </div>
        <div className="k-line">
          {props.actions}
          <Slot
            name="table-tools"
            list={name}
            label={props.label}
            state={state}
            shown={columns.map((column) => column.key)}
            count={props.count ?? pages.count}
            layout={kept.own}
            layoutChanges={kept.changes}
            setLayout={kept.set}
          />
          {props.instead !== undefined ? null : isCompact ? (
            <SortChoice columns={props.columns} state={state} />
          ) : (
            <ColumnChoice columns={props.columns} layout={kept.layout} set={kept.set} />
          )}
        </div>
      </div>
      {pages.error && pages.length === 0 ? (
        <Failure error={pages.error} onRetry={pages.retry} />
      ) : null}
      {props.instead ??
        (isEmpty ? (
          state.isFiltered || props.empty === undefined ? (
            <EmptyState title={t('noRows')} />
          ) : (
            props.empty
          )
        ) : pages.length === 0 && pages.error ? null : (
          <Grid
            name={name}
            label={props.label}
            columns={isCompact ? inPhone : columns}
            isCompact={isCompact}
            pages={pages}
            rowKey={props.rowKey}
            state={state}
            layout={kept.layout}
            setLayout={kept.set}
            {...(props.selection ? { selected } : {})}
            open={openRow}
            expectedRows={props.expectedRows ?? 10}
            isFetching={isFetching}
          />
        ))}
    </div>
  )
}

/** The columns in the person's order without the hidden ones; the same as long as nothing changes. */
function useShown<Row>(columns: readonly Column<Row>[], layout: Layout): readonly Column<Row>[] {
  return useMemo(() => {
    const known = new Map(columns.map((column) => [column.key, column]))
    return layout.order.flatMap((key) => {
      const column = known.get(key)
      return column && !layout.hidden.includes(key) ? [column] : []
    })
  }, [columns, layout])
}

function SelectionBar<Row>(props: {
  pages: Pages<Row>
  selected: Selected
  actions: (chosen: Chosen) => ReactNode
}) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const { pages, selected } = props
  const chosen = chosenOf(selected, pages.count)
  const canTakeAll = !selected.isAll && (pages.count ?? 0) > selected.size
  return (
    <>
      <strong>
        {selected.isAll && (pages.count ?? 0) > 10_000
          ? t('selectedMore')
          : t('selected', { n: chosen.count })}
      </strong>
      {canTakeAll ? (
        <Button kind="quiet" onClick={selected.chooseAll}>
          {t('selectAllOfFilter', { count: sayCount(pages.count ?? 0, locale) })}
        </Button>
      ) : null}
      {props.actions(chosen)}
      <Button kind="quiet" onClick={selected.clear}>
        {t('clearSelection')}
      </Button>
    </>
  )
}

function Count(props: {
  count: number | undefined
  sum: DataTableProps<object>['sum']
  question: string
}) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const { sum, question } = props
  const [said, setSaid] = useState<{ question: string; text: string }>()
  const [isAsking, setAsking] = useState(false)
  const ask = async () => {
    if (!sum) return
    setAsking(true)
    try {
      setSaid({ question, text: await sum.ask() })
    } catch {
      setSaid({ question, text: t('failed') })
    } finally {
      setAsking(false)
    }
  }
  return (
    <>
      <span className="k-muted k-number">
        {props.count === undefined ? '' : sayCount(props.count, locale)}
      </span>
      {sum === undefined ? null : said?.question === question ? (
        <span className="k-muted k-number">{said.text}</span>
      ) : (
        <Button kind="quiet" disabled={isAsking} onClick={() => void ask()}>
          {isAsking ? t('adding') : sum.label}
        </Button>
      )}
    </>
  )
}
