import { formatWan } from '#shared/money.ts'
import { useWords } from '#ui/words.tsx'
import type { Attribute, Place } from '../contracts/rivals.ts'
import { roadWords } from '../words.ts'

const width = 900
const height = 420
const edge = { left: 56, right: 120, top: 16, bottom: 40 }

/** Price upwards, the attribute across: own series are squares, rivals circles, named beside. */
export function MarketPlot(props: { items: readonly Place[]; attribute: Attribute }) {
  const t = useWords(roadWords)
  const points = props.items.flatMap((place) => {
    const x = place.attributes[props.attribute]
    const prices = [place.priceFromFen, place.priceToFen].filter((fen) => fen !== null)
    if (x === undefined || prices.length === 0) return []
    const y = prices.reduce((sum, fen) => sum + fen, 0) / prices.length
    return [{ place, x, y }]
  })
  if (points.length === 0) return <p className="k-muted">{t('nothingPlaced')}</p>
  const across = scaleOf(
    points.map((point) => point.x),
    edge.left,
    width - edge.right,
  )
  const up = scaleOf(
    points.map((point) => point.y),
    height - edge.bottom,
    edge.top,
  )
  const summary = points
    .map(({ place, x, y }) => `${place.brand} ${place.name}: ${x}, ${formatWan(Math.round(y))}`)
    .join('; ')
  return (
    <svg
      className="road-plot"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${t('market')}: ${summary}`}
    >
      {across.ticks.map((tick) => (
        <g key={tick}>
          <line x1={across.at(tick)} x2={across.at(tick)} y1={edge.top} y2={height - edge.bottom} />
          <text x={across.at(tick)} y={height - edge.bottom + 16} textAnchor="middle">
            {Math.round(tick * 10) / 10}
          </text>
        </g>
      ))}
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line x1={edge.left} x2={width - edge.right} y1={up.at(tick)} y2={up.at(tick)} />
          <text x={edge.left - 6} y={up.at(tick) + 4} textAnchor="end">
            {formatWan(Math.round(tick), 1)}
          </text>
        </g>
      ))}
      <text x={width - edge.right} y={height - 6} textAnchor="end">
        {t(props.attribute)}
      </text>
      <text x={4} y={12}>
        {t('priceWan')}
      </text>
      {points.map(({ place, x, y }) => (
        <g key={place.id} transform={`translate(${across.at(x)} ${up.at(y)})`}>
          {place.isOwn ? (
            <rect x={-6} y={-6} width={12} height={12} fill="var(--accent)" />
          ) : (
            <circle r={6} fill="none" stroke="currentColor" strokeWidth={2} />
          )}
          <text x={10} y={4}>
            {place.name}
            {place.losses ? ` (${place.losses})` : ''}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Places values on a line, with a little room at both ends and five marks. */
function scaleOf(values: readonly number[], from: number, to: number) {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const room = (most - least || Math.abs(most) || 1) * 0.08
  const [low, high] = [least - room, most + room]
  const at = (value: number) => from + ((value - low) / (high - low)) * (to - from)
  const ticks = Array.from({ length: 5 }, (_, place) => least + ((most - least) * place) / 4)
  return { at, ticks: [...new Set(ticks)] }
}
