import type { ChartSeries } from '#ui/Chart.tsx'
import type { Mode } from '#ui/theme.ts'

/** What is to be drawn. */
export interface Drawing {
  kind: 'line' | 'bar' | 'flat-bar' | 'stacked'
  categories: readonly string[]
  series: readonly ChartSeries[]
  mode: Mode
  format: (value: number) => string
  reducedMotion: boolean
}

/** Whether every bar has room for its figure. */
export const hasRoom = ({ kind, categories, series }: Drawing): boolean =>
  kind === 'flat-bar' || categories.length * series.length <= 24
