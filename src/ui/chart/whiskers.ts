import { type Drawing, hasRoom } from '#ui/chart/drawing.ts'
import { theme } from '#ui/theme.ts'

/** Whether a chart is of single bars with a range each. */
export function hasWhiskers({ kind, series }: Drawing): boolean {
  const [only] = series
  return (
    kind !== 'line' && series.length === 1 && only?.low !== undefined && only.high !== undefined
  )
}

interface WhiskerApi {
  value(place: number): unknown
  coord(point: number[]): number[]
}

/** A line from low to high with a stop at each end, over the bars of a single series. */
export function whiskersOf(drawing: Drawing) {
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
        // The figure stands beyond the whisker on the bar's own side, never upon the bar.
        const isBelow = typeof value === 'number' && value < 0
        return {
          type: 'group' as const,
          children: [
            {
              type: 'text' as const,
              style: {
                text: typeof value === 'number' && hasRoom(drawing) ? drawing.format(value) : '',
                x: isFlat ? (isBelow ? Math.min(x1, x2) - 6 : Math.max(x1, x2) + 6) : x2,
                y: isFlat ? y2 : isBelow ? Math.max(y1, y2) + 6 : Math.min(y1, y2) - 6,
                align: isFlat ? (isBelow ? ('right' as const) : ('left' as const)) : 'center',
                verticalAlign: isFlat ? 'middle' : isBelow ? ('top' as const) : ('bottom' as const),
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
