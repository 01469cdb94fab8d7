import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { DrawnChart } from '#ui/chart/draw.ts'
import { sayNumber } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { useMode } from '#ui/shell/mode.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import '#ui/chart/chart.css'

export interface ChartSeries {
  name: string
  /** One value per category; null where there is none (not zero). */
  values: readonly (number | null)[]
  /** The range of each value, drawn as a whisker; on bars of one series. */
  low?: readonly (number | null)[] | undefined
  high?: readonly (number | null)[] | undefined
}

export interface ChartPoint {
  series: string
  category: string
  index: number
}

export interface ChartProps {
  /** What the chart shows, with its period: the heading and the name for screen readers. */
  title: string
  /** Comparison, n, unit: one line under the title. */
  note?: ReactNode
  /** `stacked`: the series of a category on top of each other, for parts of a whole. */
  kind: 'line' | 'bar' | 'flat-bar' | 'stacked'
  categories: readonly string[]
  series: readonly ChartSeries[]
  /** A value in words; thousands marks unless given. */
  format?: (value: number) => string
  /** Opens the records behind a point; also from each cell of the table. */
  onOpen?: (point: ChartPoint) => void
  height?: number
  /** Beside the picture: export as xlsx. */
  actions?: ReactNode
}

/** One chart or the same as a table; can be opened to its records and saved as a picture. */
export function Chart(props: ChartProps) {
  const t = useWords(uiWords)
  const locale = useLocale()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const chart = useRef<DrawnChart | undefined>(undefined)
  const format = props.format ?? ((value: number) => sayNumber(value, locale))
  const savePicture = () => {
    const picture = chart.current?.picture()
    if (picture === undefined) return
    const link = document.createElement('a')
    link.href = picture
    link.download = `${props.title}.png`
    link.click()
  }
  return (
    <figure className="k-chart k-card">
      <figcaption className="k-spread">
        <div>
          <h3>{props.title}</h3>
          {props.note ? <div className="k-muted">{props.note}</div> : null}
        </div>
        <div className="k-line">
          {props.actions}
          {view === 'chart' ? (
            <Button kind="quiet" onClick={savePicture}>
              {t('savePicture')}
            </Button>
          ) : null}
          <Segmented
            label={props.title}
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('asChart') },
              { value: 'table', label: t('asTable') },
            ]}
          />
        </div>
      </figcaption>
      {view === 'chart' ? (
        <Picture {...props} format={format} drawn={chart} />
      ) : (
        <ChartTable {...props} format={format} />
      )}
    </figure>
  )
}

type Formatted = ChartProps & { format: (value: number) => string }

function Picture(props: Formatted & { drawn: { current: DrawnChart | undefined } }) {
  const t = useWords(uiWords)
  const mode = useMode()
  const element = useRef<HTMLDivElement>(null)
  const open = useEffectEvent((point: ChartPoint) => props.onOpen?.(point))
  const format = useEffectEvent((value: number) => props.format(value))
  const [isReady, setReady] = useState(false)
  const { drawn, kind, categories, series } = props

  useEffect(() => {
    const place = element.current
    if (place === null) return undefined
    let left = false
    const watcher = new ResizeObserver(() => drawn.current?.resize())
    void import('#ui/chart/draw.ts').then(({ drawChart }) => {
      if (left) return
      drawn.current = drawChart(place, (point) => open(point))
      watcher.observe(place)
      setReady(true)
    })
    const toPaper = () => drawn.current?.toPaper(paperWidth(place))
    const toScreen = () => drawn.current?.toScreen()
    addEventListener('beforeprint', toPaper)
    addEventListener('afterprint', toScreen)
    return () => {
      left = true
      removeEventListener('beforeprint', toPaper)
      removeEventListener('afterprint', toScreen)
      watcher.disconnect()
      drawn.current?.dispose()
      drawn.current = undefined
    }
  }, [drawn])

  useEffect(() => {
    if (!isReady) return
    drawn.current?.update({
      kind,
      categories,
      series,
      mode,
      format: (value) => format(value),
      reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    })
  }, [drawn, isReady, kind, categories, series, mode])

  return (
    <div
      ref={element}
      role="img"
      aria-label={props.onOpen ? `${props.title}. ${t('chartHint')}` : props.title}
      title={props.onOpen ? t('chartHint') : undefined}
      style={{ height: props.height ?? 280 }}
    />
  )
}

/** As wide as the chart's share of the page makes it on A4 with our margins (px). */
function paperWidth(place: HTMLElement): number {
  const page = place.closest('main')?.clientWidth ?? 0
  return Math.floor(place.clientWidth * Math.min(1, 690 / (page || 690)))
}

function ChartTable(props: Formatted) {
  const { categories, series, format, onOpen } = props
  return (
    // A wide table scrolls within its card; the keyboard must reach it.
    <section className="k-chart-table" tabIndex={0} aria-label={props.title}>
      <table>
        <thead>
          <tr>
            <td />
            {series.map((one) => (
              <th key={one.name} scope="col">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, index) => (
            <tr key={index}>
              <th scope="row">{category}</th>
              {series.map((one) => (
                <td key={one.name}>
                  <Value
                    value={one.values[index] ?? null}
                    format={format}
                    open={onOpen && (() => onOpen({ series: one.name, category, index }))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Value(props: {
  value: number | null
  format: (value: number) => string
  open: (() => void) | undefined
}) {
  if (props.value === null) return <>—</>
  const text = props.format(props.value)
  if (props.open === undefined) return <>{text}</>
  return (
    <button type="button" className="k-chart-value" onClick={props.open}>
      {text}
    </button>
  )
}
