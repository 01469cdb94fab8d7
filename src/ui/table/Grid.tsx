import {
  type CSSProperties,
  memo,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Failure } from '#ui/light/Feedback.tsx'
import { type Pages, useRows } from '#ui/pages.ts'
import { useIsPhone } from '#ui/shell/frame.tsx'
import type { Layout } from '#ui/table/layout.ts'
import { usePrinting } from '#ui/table/printing.ts'
import { useRowKeys } from '#ui/table/row-keys.ts'
import type { Selected } from '#ui/table/selection.ts'
import type { TableState } from '#ui/table/url-state.ts'
import { useVisibleRows } from '#ui/table/visible-rows.ts'
import { theme } from '#ui/theme.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.tsx'

export interface GridColumn<Row> {
  key: string
  title: string
  render: (row: Row) => ReactNode
  sortable?: boolean | 'fixed'
  width?: number
  align?: 'right'
}

const oneLine = theme.sizes.row
const twoLines = 64
const checkWidth = 40
const freeWidth = 130

/** The rows of a list: only those in sight are drawn, the header stays, widths are the person's. */
export function Grid<Row extends object>(props: {
  name: string
  label: string
  columns: readonly GridColumn<Row>[]
  pages: Pages<Row>
  rowKey: (row: Row) => string
  state: TableState
  layout: Layout
  setLayout: (layout: Layout) => void
  selected?: Selected
  open?: ((row: Row) => void) | undefined
  expectedRows: number
  isFetching: boolean
  /** Rows of two lines without a header, as on the phone. */
  isCompact?: boolean
}) {
  const { columns, pages, rowKey, selected, open, layout } = props
  useRows(pages)
  const t = useWords(uiWords)
  const isPhone = useIsPhone()
  const area = useRef<HTMLDivElement>(null)
  const rowHeight = props.isCompact ? twoLines : oneLine
  const isPrinting = usePrinting()
  const known = pages.isPending ? props.expectedRows : pages.length
  // Room for the next page, grey until it is here, so that scrolling never meets a wall.
  const ahead = pages.hasMore ? Math.min(30, Math.max(1, (pages.count ?? known + 30) - known)) : 0
  const rows = known + ahead
  const [first, last] = useVisibleRows({
    area,
    scrolls: 'area',
    rows,
    height: rowHeight,
    place: `${props.name} ${pages.key}`,
    isReady: !pages.isPending,
  })
  const { need, length } = pages
  useEffect(() => {
    // Dragging the bar passes many pages; only where it rests is fetched.
    const timer = setTimeout(() => need(first, Math.min(last, length + 1)), 40)
    return () => clearTimeout(timer)
  }, [need, first, last, length])
  const height = useRoom(area)
  const reveal = (index: number) => {
    const element = area.current
    if (!element) return
    const top = index * rowHeight
    const seen = element.clientHeight - rowHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + seen) element.scrollTop = top + rowHeight - seen
  }
  const withRow = (act: ((row: Row) => void) | undefined) =>
    act &&
    ((index: number) => {
      const row = pages.rowAt(index)
      if (row) act(row)
    })
  useRowKeys(area, {
    rows: pages.length,
    reveal,
    open: withRow(open),
    select: withRow(selected && ((row) => selected.toggle(rowKey(row)))),
  })
  const widths = columns.map((column) => layout.widths[column.key] ?? column.width)
  const least =
    widths.reduce<number>((sum, width) => sum + (width ?? freeWidth), 0) +
    (selected ? checkWidth : 0)
  const [from, to] = isPrinting ? [0, pages.length] : [first, last]
  const drawn: ReactNode[] = []
  for (let index = from; index < to; index++) {
    const row = pages.isPending ? undefined : pages.rowAt(index)
    drawn.push(
      row === undefined ? (
        <GhostRow
          key={`ghost-${index}`}
          index={index}
          columns={columns.length}
          checks={!!selected}
        />
      ) : (
        <GridRow
          key={index}
          index={index}
          rowId={rowKey(row)}
          row={row}
          columns={columns as readonly GridColumn<object>[]}
          isSelected={selected?.has(rowKey(row)) ?? false}
          toggle={selected?.toggle}
          open={open as ((row: object) => void) | undefined}
          selectLabel={t('selectRow')}
        />
      ),
    )
  }
  return (
    <>
      {pages.error ? <Failure error={pages.error} onRetry={pages.retry} /> : null}
      <div
        className="k-grid"
        ref={area}
        // What scrolls can be reached and moved by keyboard, also while loading.
        tabIndex={0}
        role="region"
        aria-label={props.label}
        data-phone={isPhone || undefined}
        data-compact={props.isCompact || undefined}
        style={height === undefined ? undefined : { maxHeight: height }}
      >
        <table
          aria-label={props.label}
          aria-rowcount={pages.hasMore ? -1 : pages.length + 1}
          aria-busy={pages.isPending || props.isFetching}
          style={{ minWidth: props.isCompact ? undefined : least }}
        >
          <colgroup>
            {selected ? <col style={{ width: checkWidth }} /> : null}
            {columns.map((column, at) => (
              <col key={column.key} style={{ width: widths[at] }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {selected ? (
                <th scope="col" className="k-grid-check">
                  <CheckAll pages={pages} rowKey={rowKey} selected={selected} />
                </th>
              ) : null}
              {columns.map((column) => (
                <HeadCell
                  key={column.key}
                  column={column}
                  state={props.state}
                  resize={(width) =>
                    props.setLayout({
                      ...layout,
                      widths: { ...layout.widths, [column.key]: width },
                    })
                  }
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={from * rowHeight} />
            {drawn}
            <Gap height={(rows - to) * rowHeight} />
          </tbody>
        </table>
      </div>
    </>
  )
}

function Gap({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true" className="k-grid-gap">
      <td style={{ height }} />
    </tr>
  )
}

interface RowProps {
  index: number
  rowId: string
  row: object
  columns: readonly GridColumn<object>[]
  isSelected: boolean
  toggle: ((key: string) => void) | undefined
  open: ((row: object) => void) | undefined
  selectLabel: string
}

const GridRow = memo(
  function GridRow(props: RowProps) {
    const { row, columns, open, toggle } = props
    return (
      <tr
        tabIndex={-1}
        data-index={props.index}
        data-row-key={props.rowId}
        aria-rowindex={props.index + 2}
        data-selected={props.isSelected || undefined}
        className={open ? 'k-opens' : undefined}
        onClick={open && ((event) => (isOwnControl(event.target) ? undefined : open(row)))}
      >
        {toggle ? (
          <td className="k-grid-check">
            <input
              type="checkbox"
              aria-label={props.selectLabel}
              checked={props.isSelected}
              onChange={() => toggle(props.rowId)}
            />
          </td>
        ) : null}
        {columns.map((column) => (
          <td key={column.key} className={column.align ? 'k-grid-right' : undefined}>
            {column.render(row)}
          </td>
        ))}
      </tr>
    )
  },
  // What opens and toggles is made anew with every drawing and always does the same.
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.columns === after.columns &&
    before.isSelected === after.isSelected &&
    (before.open === undefined) === (after.open === undefined) &&
    (before.toggle === undefined) === (after.toggle === undefined),
)

function GhostRow(props: { index: number; columns: number; checks: boolean }) {
  return (
    <tr aria-hidden="true">
      {props.checks ? <td /> : null}
      {Array.from({ length: props.columns }, (_, at) => (
        <td key={at}>
          <span
            className="k-ghost"
            style={{ width: `${40 + ((props.index * 7 + at * 13) % 45)}%` }}
          />
        </td>
      ))}
    </tr>
  )
}

function CheckAll<Row>(props: {
  pages: Pages<Row>
  rowKey: (row: Row) => string
  selected: Selected
}) {
  const { pages, rowKey, selected } = props
  const t = useWords(uiWords)
  const some = selected.isAll || selected.size > 0
  return (
    <input
      type="checkbox"
      aria-label={t('selectAll')}
      checked={some}
      ref={(box) => {
        if (box) box.indeterminate = some && !(selected.isAll && selected.size === 0)
      }}
      onChange={() => {
        if (some) return selected.clear()
        const keys: string[] = []
        for (let at = 0; at < pages.length; at++) {
          const row = pages.rowAt(at)
          if (row) keys.push(rowKey(row))
        }
        selected.choose(keys)
      }}
    />
  )
}

function HeadCell<Row>(props: {
  column: GridColumn<Row>
  state: TableState
  resize: (width: number) => void
}) {
  const { column, state } = props
  const { sort } = state
  const isBy = sort?.by === column.key
  const order = isBy ? (sort.down ? 'descending' : 'ascending') : undefined
  const next = () => {
    if (!isBy) state.setSort({ by: column.key, down: false })
    else if (!sort.down && column.sortable !== 'fixed')
      state.setSort({ by: column.key, down: true })
    else state.setSort(undefined)
  }
  return (
    <th
      scope="col"
      aria-sort={column.sortable ? (order ?? 'none') : undefined}
      className={column.align ? 'k-grid-right' : undefined}
    >
      {column.sortable ? (
        <button type="button" className="k-grid-sort" onClick={next}>
          {column.title}
          <span aria-hidden="true" data-on={isBy || undefined}>
            {isBy && sort.down ? '↓' : '↑'}
          </span>
        </button>
      ) : (
        column.title
      )}
      <Resizer resize={props.resize} />
    </th>
  )
}

/** The edge of a header, drawn with the pointer; the same by keyboard is under 列. */
function Resizer({ resize }: { resize: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined)
  return (
    <span
      className="k-grid-edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        const head = event.currentTarget.parentElement
        if (!head) return
        start.current = { x: event.clientX, width: head.offsetWidth }
        event.currentTarget.setPointerCapture(event.pointerId)
        event.preventDefault()
      }}
      onPointerUp={(event) => {
        const from = start.current
        start.current = undefined
        if (!from || from.x === event.clientX) return
        resize(Math.round(Math.min(800, Math.max(48, from.width + event.clientX - from.x))))
      }}
    />
  )
}

/** What is left of the window beneath the top of the list, at least some rows. */
function useRoom(area: React.RefObject<HTMLElement | null>): CSSProperties['maxHeight'] {
  const isPhone = useIsPhone()
  const [height, setHeight] = useState<number>()
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return undefined
    const measure = () => {
      const top = element.getBoundingClientRect().top + window.scrollY
      const below = isPhone ? 84 : 20
      setHeight(Math.max(isPhone ? 420 : 320, window.innerHeight - top - below))
    }
    measure()
    // Filters above may wrap or open; the list then begins lower.
    const watcher = new ResizeObserver(measure)
    if (element.parentElement) watcher.observe(element.parentElement)
    window.addEventListener('resize', measure)
    return () => {
      watcher.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [area, isPhone])
  return height
}

/** A click on a link, button or checkbox within the row is meant for that, not for the row. */
function isOwnControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('a,button,input,label,select,textarea,.k-grid-check') !== null
  )
}
