import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartPoint, ChartSeries } from '#ui/Chart.tsx'
import { chartColours, type Mode, theme } from '#ui/theme.ts'

use([
  BarChart,
  CustomChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  LabelLayout,
  CanvasRenderer,
])

export interface Drawing {
  kind: 'line' | 'bar' | 'flat-bar' | 'stacked'
  categories: readonly string[]
  series: readonly ChartSeries[]
  mode: Mode
  format: (value: number) => string
  reducedMotion: boolean
}

export interface DrawnChart {
  update: (drawing: Drawing) => void
  resize: () => void
  picture: () => string
  dispose: () => void
}

/** Draws on an element and tells which point was clicked. */
export function drawChart(element: HTMLElement, onPoint: (point: ChartPoint) => void): DrawnChart {
  const chart: ECharts = init(element, undefined, { renderer: 'canvas' })
  let last: Drawing | undefined
  chart.on('click', (event) => {
    const series = last?.series[event.seriesIndex ?? 0]
    const category = last?.categories[event.dataIndex]
    if (series === undefined || category === undefined) return
    onPoint({ series: series.name, category, index: event.dataIndex })
  })
  return {
    update: (drawing) => {
      last = drawing
      chart.setOption(optionOf(drawing), { notMerge: true })
    },
    resize: () => chart.resize(),
    picture: () =>
      chart.getDataURL({
        type: 'png',
        pixelRatio: 2,
        backgroundColor: theme.colours[last?.mode ?? 'light'].surface,
      }),
    dispose: () => chart.dispose(),
  }
}

const strokes = ['solid', 'dashed', 'dotted'] as const

function optionOf(drawing: Drawing) {
  const { mode, format, series } = drawing
  const colour = theme.colours[mode]
  const isFlat = drawing.kind === 'flat-bar'
  const text = { color: colour.text, fontFamily: theme.fontFamily }
  const names = {
    type: 'category' as const,
    data: [...drawing.categories],
    inverse: isFlat,
    axisLabel: { color: colour.muted, hideOverlap: true },
    axisLine: { lineStyle: { color: colour.outline } },
    axisTick: { show: false },
  }
  const values = {
    type: 'value' as const,
    axisLabel: { color: colour.muted, formatter: format, hideOverlap: true },
    splitLine: { lineStyle: { color: colour.line } },
  }
  return {
    color: chartColours[mode],
    textStyle: text,
    animation: !drawing.reducedMotion,
    animationDuration: 250,
    // Series differ by pattern and stroke as well, so that a grey print stays readable.
    aria: { enabled: true, decal: { show: series.length > 1 && drawing.kind !== 'line' } },
    grid: {
      left: 8,
      right: drawing.kind === 'line' ? 76 : isFlat && hasWhiskers(drawing) ? 64 : 24,
      top: series.length > 1 && drawing.kind !== 'line' ? 36 : 24,
      bottom: 8,
      containLabel: true,
    },
    // Lines are named at their ends; only bars of several series need their names above.
    legend: {
      show: series.length > 1 && drawing.kind !== 'line',
      data: series.map((one) => one.name),
      top: 0,
      left: 0,
      textStyle: text,
      icon: 'rect',
    },
    tooltip: {
      trigger: drawing.kind === 'line' ? ('axis' as const) : ('item' as const),
      confine: true,
      backgroundColor: colour.surface,
      borderColor: colour.line,
      textStyle: text,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '—'),
    },
    xAxis: isFlat ? values : names,
    yAxis: isFlat ? names : values,
    series: [
      ...series.map((one, index) =>
        drawing.kind === 'line' ? lineOf(one, index, drawing) : barOf(one, drawing),
      ),
      ...whiskersOf(drawing),
    ],
  }
}

/** The line's name stands at its end instead of in a legend. */
function lineOf(series: ChartSeries, index: number, drawing: Drawing) {
  return {
    type: 'line' as const,
    name: series.name,
    data: [...series.values],
    showSymbol: drawing.categories.length <= 40,
    symbolSize: 7,
    triggerLineEvent: true,
    cursor: 'pointer',
    lineStyle: { width: 2, type: strokes[index % strokes.length] },
    endLabel: {
      show: true,
      formatter: '{a}',
      color: 'inherit',
      width: 70,
      overflow: 'truncate' as const,
    },
    labelLayout: { moveOverlap: 'shiftY' as const },
    emphasis: { focus: 'series' as const },
  }
}

const labelPlaces = { 'flat-bar': 'right', stacked: 'inside', bar: 'top', line: 'top' } as const

const hasRoom = ({ categories, series }: Drawing): boolean =>
  categories.length * series.length <= 24

function hasWhiskers({ kind, series }: Drawing): boolean {
  const [only] = series
  return (
    kind !== 'line' && series.length === 1 && only?.low !== undefined && only.high !== undefined
  )
}

/** Each bar carries its value while there is room for it. */
function barOf(series: ChartSeries, drawing: Drawing) {
  return {
    type: 'bar' as const,
    name: series.name,
    data: [...series.values],
    barMaxWidth: drawing.kind === 'stacked' ? 56 : 28,
    ...(drawing.kind === 'stacked' ? { stack: 'all' } : {}),
    cursor: 'pointer',
    label: {
      // A whisker carries the value at its end.
      show: hasRoom(drawing) && !hasWhiskers(drawing),
      position: labelPlaces[drawing.kind],
      color: theme.colours[drawing.mode].text,
      formatter: (point: { value?: unknown }) =>
        typeof point.value === 'number' ? drawing.format(point.value) : '',
    },
    labelLayout: { hideOverlap: true },
  }
}

interface WhiskerApi {
  value(place: number): unknown
  coord(point: number[]): number[]
}

/** A line from low to high with a stop at each end, over the bars of a single series. */
function whiskersOf(drawing: Drawing) {
  const [only] = drawing.series
  if (!hasWhiskers(drawing) || !only?.low || !only.high) return []
  const { low, high } = only
  const isFlat = drawing.kind === 'flat-bar'
  const points = drawing.categories.flatMap((_, index) => {
    const value = only.values[index]
    if (typeof value !== 'number') return []
    return [[index, low[index] ?? value, high[index] ?? value]]
  })
  const end = 4
  const style = { stroke: theme.colours[drawing.mode].text, lineWidth: 1.5, fill: 'none' }
  return [
    {
      type: 'custom' as const,
      name: '',
      silent: true,
      z: 5,
      tooltip: { show: false },
      data: points,
      encode: isFlat ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
      renderItem: (_: unknown, api: WhiskerApi) => {
        const at = (place: number) => {
          const value = Number(api.value(place))
          const index = Number(api.value(0))
          return api.coord(isFlat ? [value, index] : [index, value])
        }
        const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [at(1), at(2)]
        const [dx, dy] = isFlat ? [0, end] : [end, 0]
        const line = (a: number, b: number, c: number, d: number) => ({
          type: 'line' as const,
          shape: { x1: a, y1: b, x2: c, y2: d },
          style,
        })
        const value = only.values[Number(api.value(0))]
        return {
          type: 'group' as const,
          children: [
            {
              type: 'text' as const,
              style: {
                text: typeof value === 'number' && hasRoom(drawing) ? drawing.format(value) : '',
                x: isFlat ? Math.max(x1, x2) + 6 : x2,
                y: isFlat ? y2 : Math.min(y1, y2) - 6,
                align: isFlat ? ('left' as const) : ('center' as const),
                verticalAlign: isFlat ? ('middle' as const) : ('bottom' as const),
                fill: theme.colours[drawing.mode].text,
                fontFamily: theme.fontFamily,
              },
            },
            // A value without a range carries its figure alone.
            ...(x1 === x2 && y1 === y2
              ? []
              : [
                  line(x1, y1, x2, y2),
                  line(x1 - dx, y1 - dy, x1 + dx, y1 + dy),
                  line(x2 - dx, y2 - dy, x2 + dx, y2 + dy),
                ]),
          ],
        }
      },
    },
  ]
}
