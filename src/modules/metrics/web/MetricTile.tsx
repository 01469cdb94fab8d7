import { sayNumber, sayPeriod } from '#ui/format.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import type { CallOutput } from '#shared/contract.ts'
import type { Definition, Figure, getBoard } from '../contract.ts'
import { metricWords } from '../words.ts'
import { sayChange, sayFigure, sayValue } from './say-figure.ts'

type Tile = CallOutput<typeof getBoard>['tiles'][number]

/** One number with its n and what it is compared with; choosing it shows it below. */
export function MetricTile(props: {
  metric: Definition
  tile: Tile
  leastN: number
  isChosen: boolean
  onChoose: () => void
}) {
  const { metric, tile, leastN } = props
  const t = useWords(metricWords)
  const ui = useWords(uiWords)
  const locale = useLocale()
  const isRate = tile.unit === 'rate'
  const isTooFew = isRate && tile.tooFew && tile.n > 0
  return (
    <li>
      <button
        type="button"
        className="numbers-tile"
        aria-pressed={props.isChosen}
        title={locale === 'zh' ? metric.formula : metric.formulaEn}
        onClick={props.onChoose}
      >
        <span className="k-muted">{locale === 'zh' ? metric.name : metric.nameEn}</span>
        <span className="numbers-value">
          <strong className="k-number" data-few={isTooFew || undefined}>
            {isTooFew
              ? ui('tooFew', { n: sayNumber(tile.n, locale) })
              : sayValue(tile.n === 0 && isRate ? null : tile.value, tile.unit, locale)}
          </strong>
          {isRate && !isTooFew ? (
            <span className="k-muted k-number">n = {sayNumber(tile.n, locale)}</span>
          ) : null}
        </span>
        <Compared label={t('before')} now={tile} then={tile.compare.previous} leastN={leastN} />
        <Compared label={t('yearAgo')} now={tile} then={tile.compare.lastYear} leastN={leastN} />
      </button>
    </li>
  )
}

function Compared(props: {
  label: string
  now: Tile
  then: Figure & { from: string; to: string }
  leastN: number
}) {
  const { now, then } = props
  const locale = useLocale()
  const change = sayChange(now, then, now.unit, locale)
  return (
    <span className="numbers-compared k-muted" title={sayPeriod(then.from, then.to, locale)}>
      <span>{props.label}</span>
      <span>
        <span className="k-number">{sayFigure(then, now.unit, locale, props.leastN)}</span>
        {change === '' ? null : <span className="k-number">{change}</span>}
      </span>
    </span>
  )
}
