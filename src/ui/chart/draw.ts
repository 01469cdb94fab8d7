import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartPoint, ChartSeries } from '#ui/Chart.tsx'
import { chartColours, theme } from '#ui/theme.ts'
import { type Drawing, hasRoom } from '#ui/chart/drawing.ts'
import { hasWhiskers, whiskersOf } from '#ui/chart/whiskers.ts'

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

export interface DrawnChart {
  update: (drawing: Drawing) => void
  resize: () => void
  /** Draws at once as it goes on paper: light, still, and as wide as said (px). */
  toPaper: (width: number) => void
  /** Back to the screen as it was. */
  toScreen: () => void
  picture: () => string
  dispose: () => void
}

/** Draws on an element and tells which point was clicked. */
export function drawChart(element: HTMLElement, onPoint: (point: ChartPoint) => void): DrawnChart {
  const chart: ECharts = init(element, undefined, { renderer: 'canvas' })
  let last: Drawing | undefined
  let isOnPaper = false
  const draw = (drawing: Drawing) =>
    chart.setOption(optionOf(drawing, chart.getWidth()), { notMerge: true })
  const open = (index: number, place: number) => {
    const series = last?.series[place]
    const category = last?.categories[index]
    if (series === undefined || category === undefined) return
    onPoint({ series: series.name, category, index })
  }
  chart.on('click', (event) => {
    if (last?.kind !== 'line') open(event.dataIndex, event.seriesIndex ?? 0)
  })
  // A line is thin, and a long one has no symbols: the nearest point to the click is meant.
  chart.getZr().on('click', ({ offsetX, offsetY }) => {
    const at = [offsetX, offsetY]
    if (last?.kind !== 'line' || !chart.containPixel('grid', at)) return
    const [index = -1, value = 0] = chart.convertFromPixel('grid', at)
    open(Math.round(index), nearestSeries(last.series, Math.round(index), value))
  })
  return {
    update: (drawing) => {
      last = drawing
      if (!isOnPaper) draw(drawing)
    },
    resize: () => {
      if (isOnPaper) return
      chart.resize()
      if (last) draw(last)
    },
    toPaper: (width) => {
      if (!last) return
      isOnPaper = true
      chart.resize({ width })
      draw({ ...last, mode: 'light', reducedMotion: true })
      chart.getZr().flush()
    },
    toScreen: () => {
      if (!isOnPaper) return
      isOnPaper = false
      chart.resize({ width: 'auto' })
      if (last) draw(last)
    },
    picture: () =>
      chart.getDataURL({
        type: 'png',
        pixelRatio: 2,
        backgroundColor: theme.colours[last?.mode ?? 'light'].surface,
      }),
    dispose: () => chart.dispose(),
  }
}

/** Lines differ by stroke and symbol as well as by colour, so that a grey print stays readable. */
const strokes = ['solid', 'dashed', 'dotted', [12, 4], [12, 4, 2, 4], [6, 2, 2, 2, 2, 2]] as const
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'] as const

/** The place of the line that is closest to a value at a category; -1 where none has one. */
function nearestSeries(series: readonly ChartSeries[], index: number, value: number): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (const [place, { values }] of series.entries()) {
    const own = values[index]
    if (typeof own !== 'number' || Math.abs(own - value) >= least) continue
    least = Math.abs(own - value)
    best = place
  }
  return best
}

/** Rows the names above the bars take in a width of px: a Chinese letter takes 12 px, a mark 46. */
function legendRows(series: readonly ChartSeries[], width: number): number {
  const length = (name: string) =>
    [...name].reduce((sum, letter) => sum + (letter > '\u2000' ? 12 : 7), 46)
  let rows = 1
  let used = 0
  for (const { name } of series) {
    if (used > 0 && used + length(name) > width) {
      rows += 1
      used = 0
    }
    used += length(name)
  }
  return rows
}

function optionOf(drawing: Drawing, width: number) {
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
  const isBothWays = hasWhiskers(drawing) && series[0]?.low?.some((low) => (low ?? 0) < 0)
  const values = {
    type: 'value' as const,
    // Figures of bars to the left need room before the names.
    ...(isFlat && isBothWays ? { boundaryGap: ['12%', '2%'] } : {}),
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
      top: series.length > 1 && drawing.kind !== 'line' ? 14 + 24 * legendRows(series, width) : 24,
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

const strokeOf = (index: number) => {
  const stroke = strokes[index % strokes.length] ?? 'solid'
  return typeof stroke === 'string' ? stroke : [...stroke]
}

/** The line's name stands at its end instead of in a legend. */
function lineOf(series: ChartSeries, index: number, drawing: Drawing) {
  return {
    type: 'line' as const,
    name: series.name,
    data: [...series.values],
    showSymbol: drawing.categories.length <= 40 || drawing.series.length > 1,
    symbol: symbols[index % symbols.length] ?? 'circle',
    symbolSize: 8,
    cursor: 'pointer',
    lineStyle: { width: 2, type: strokeOf(index) },
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
      // Within a bar the figure stands on its own ground, whatever colour and pattern lie below.
      ...(drawing.kind === 'stacked'
        ? { textBorderColor: theme.colours[drawing.mode].surface, textBorderWidth: 3 }
        : {}),
      formatter: (point: { value?: unknown }) =>
        typeof point.value === 'number' ? drawing.format(point.value) : '',
    },
    labelLayout: { hideOverlap: true },
  }
}
