import { Table, type TableColumnType } from 'antd'
import { type Key, type ReactNode, useEffect, useRef, useState } from 'react'
import { sayCount } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useIsPhone } from '#ui/shell/frame.tsx'
import { ColumnChoice, useHiddenColumns } from '#ui/table/columns.tsx'
import { type Filter, Filters, FilterWords } from '#ui/table/Filters.tsx'
import { useRowKeys } from '#ui/table/row-keys.ts'
import type { TableState } from '#ui/table/url-state.ts'
import { theme } from '#ui/theme.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import '#ui/table/table.css'

export type { Filter } from '#ui/table/Filters.tsx'
export { type TableState, useTableState } from '#ui/table/url-state.ts'

export interface Column<Row> {
  /** Also the name the server sorts by. */
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** `fixed`: the server has one order under this key and takes no `-` before it. */
  sortable?: boolean | 'fixed'
  width?: number
  /** Numbers and amounts stand at the right. */
  align?: 'right'
  /** Hidden until the person asks for it. */
  hidden?: boolean
}

export interface DataTableProps<Row> {
  /** Names the list, for the columns each person keeps; also its label for screen readers. */
  name: string
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  state: TableState
  /** The answer: `useAsk(listX, { query: state.query }, { keep: true })` and its parts. */
  rows: readonly Row[] | undefined
  /** How many the filter finds, when the answer says so; above 10,000 shown as 10,000+. */
  count?: number
  /** The cursor after these rows, or true when pages are numbered; nothing on the last page. */
  next?: string | boolean | null
  error?: unknown
  onRetry?: () => void
  /** An answer for other filters is on its way; the old rows stay, paler. */
  fetching?: boolean
  filters?: readonly Filter[]
  /** Where Enter and a click on the row lead. */
  open?: (row: Row) => string
  onOpen?: (row: Row) => void
  /** What can be done with the selected rows; shown instead of the filters' words. */
  selection?: (keys: string[], clear: () => void) => ReactNode
  /** What this list is for and the first step; shown when there is nothing without filters. */
  empty?: ReactNode
  /** Beside the count: export, new. */
  actions?: ReactNode
  /** Grey rows shown while the first answer is on its way. */
  expectedRows?: number
}

interface Ghost {
  ghost: number
}

/** The one list of the product: address-bound filters, order and page, keyboard, selection. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { state, rows, rowKey } = props
  const t = useWords(uiWords)
  const locale = useLocale()
  const isPhone = useIsPhone()
  const { go } = useNavigation()
  const area = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<string[]>([])
  const [hidden, toggle] = useHiddenColumns(
    props.name,
    props.columns.filter((column) => column.hidden).map((column) => column.key),
  )
  const columns = antdColumns(props.columns, hidden, state)
  const ghosts: Ghost[] = Array.from({ length: props.expectedRows ?? 10 }, (_, ghost) => ({
    ghost,
  }))
  const shown: readonly (Row | Ghost)[] = rows ?? (props.error ? [] : ghosts)
  const open = (row: Row) => {
    if (props.onOpen) props.onOpen(row)
    else if (props.open) go(props.open(row))
  }
  const canOpen = props.open !== undefined || props.onOpen !== undefined
  const select = (key: string) =>
    setSelected((before) =>
      before.includes(key) ? before.filter((one) => one !== key) : [...before, key],
    )
  useRowKeys(area, {
    open: (key) => {
      const row = rows?.find((candidate) => rowKey(candidate) === key)
      if (row && canOpen) open(row)
    },
    select: props.selection ? select : undefined,
  })
  useEffect(() => {
    // antd measures columns in a hidden row that repeats the checkbox; nobody may land on it.
    for (const row of area.current?.querySelectorAll('.ant-table-measure-row') ?? []) {
      row.toggleAttribute('inert', true)
    }
    // What scrolls sideways on the phone can be reached and moved by keyboard, also while loading.
    for (const body of area.current?.querySelectorAll('.ant-table-body') ?? []) {
      body.setAttribute('tabindex', '0')
      body.setAttribute('role', 'region')
      body.setAttribute('aria-label', props.label)
    }
  })
  const filters = props.filters ?? []
  const isFiltered = Object.keys(state.filters).length > 0
  const empty =
    isFiltered || props.empty === undefined ? <EmptyState title={t('noRows')} /> : props.empty
  return (
    <div className="k-table k-stack" ref={area} data-fetching={props.fetching || undefined}>
      <Filters filters={filters} state={state} />
      <div className="k-spread k-table-line">
        <div className="k-line" role="status">
          {selected.length > 0 && props.selection ? (
            <>
              <strong>{t('selected', { n: selected.length })}</strong>
              {props.selection(selected, () => setSelected([]))}
              <Button kind="quiet" onClick={() => setSelected([])}>
                {t('clearSelection')}
              </Button>
            </>
          ) : (
            <>
              <span className="k-muted k-number">
                {props.count === undefined ? '' : sayCount(props.count, locale)}
              </span>
              <FilterWords filters={filters} state={state} />
            </>
          )}
        </div>
        <div className="k-line">
          {props.actions}
          <ColumnChoice columns={props.columns} hidden={hidden} toggle={toggle} />
        </div>
      </div>
      {props.error ? <Failure error={props.error} onRetry={props.onRetry} /> : null}
      {isPhone && rows?.length === 0 && !props.error ? (
        // A head without rows would only scroll sideways to more empty columns.
        empty
      ) : (
        <Table<Row | Ghost>
          size="small"
          aria-label={props.label}
          columns={columns}
          dataSource={[...shown]}
          rowKey={(row) => (isGhost(row) ? `ghost-${row.ghost}` : rowKey(row))}
          pagination={false}
          showSorterTooltip={false}
          sticky={{ offsetHeader: isPhone ? theme.sizes.touch : theme.sizes.header }}
          scroll={isPhone ? { x: 'max-content' } : undefined}
          locale={{ emptyText: props.error ? ' ' : empty }}
          rowSelection={
            props.selection && rows
              ? {
                  selectedRowKeys: selected,
                  onChange: (keys: Key[]) => setSelected(keys.map(String)),
                  columnWidth: 40,
                  getCheckboxProps: () => ({ 'aria-label': t('selectRow') }),
                  getTitleCheckboxProps: () => ({ 'aria-label': t('selectAll') }),
                }
              : undefined
          }
          onChange={(_page, _filters, sorter) => {
            const first = Array.isArray(sorter) ? sorter[0] : sorter
            const by = String(first?.columnKey ?? '')
            state.setSort(first?.order ? { by, down: first.order === 'descend' } : undefined)
          }}
          onRow={(row) => ({
            tabIndex: isGhost(row) ? undefined : -1,
            className: canOpen && !isGhost(row) ? 'k-opens' : undefined,
            onClick: (event) => {
              if (!isGhost(row) && canOpen && !isOwnControl(event.target)) open(row)
            },
          })}
        />
      )}
      <Pages state={state} next={props.next} />
    </div>
  )
}

function Pages({ state, next }: { state: TableState; next: string | boolean | null | undefined }) {
  const t = useWords(uiWords)
  if (state.page === 1 && !next) return null
  return (
    <nav className="k-line" aria-label={t('page', { n: state.page })}>
      <Button disabled={state.page === 1} onClick={state.previous}>
        {t('previousPage')}
      </Button>
      <span className="k-muted">{t('page', { n: state.page })}</span>
      <Button
        disabled={!next}
        onClick={() => state.next(typeof next === 'string' ? next : undefined)}
      >
        {t('nextPage')}
      </Button>
    </nav>
  )
}

function antdColumns<Row extends object>(
  columns: readonly Column<Row>[],
  hidden: readonly string[],
  state: TableState,
): TableColumnType<Row | Ghost>[] {
  return columns
    .filter((column) => !hidden.includes(column.key))
    .map((column, index) => ({
      key: column.key,
      title: column.title,
      width: column.width,
      align: column.align,
      ellipsis: true,
      sorter: Boolean(column.sortable),
      sortDirections: column.sortable === 'fixed' ? ['ascend'] : ['ascend', 'descend'],
      sortOrder:
        state.sort?.by === column.key ? (state.sort.down ? 'descend' : 'ascend') : undefined,
      render: (_value: unknown, row: Row | Ghost) =>
        isGhost(row) ? (
          <span
            className="k-ghost"
            style={{ width: `${40 + ((row.ghost * 7 + index * 13) % 45)}%` }}
          />
        ) : (
          column.render(row)
        ),
    }))
}

function isGhost(row: object): row is Ghost {
  return 'ghost' in row
}

/** A click on a link, button or checkbox within the row is meant for that, not for the row. */
function isOwnControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('a,button,input,label,select,textarea,.ant-table-selection-column') !== null
  )
}
