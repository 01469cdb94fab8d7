import type { CallOutput } from '#shared/contract.ts'
import { sayNumber, sayShare } from '#ui/format.ts'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Definition, getBoard } from '../contract.ts'
import { analysisWords } from '../analysis-words.ts'
import { nameOf } from './naming.ts'
import type { Asked } from './period.ts'
import { recordsPath } from './records-path.ts'

type Tile = CallOutput<typeof getBoard>['tiles'][number]
const signs: Record<string, string> = { filing_rate: '×', filed_close_rate: '×', deals: '=' }

/** Traffic × filing rate × prospect close rate = deals (seed row 000-26); each opens its records. */
export function IdentityLine(props: {
  tiles: readonly Tile[]
  metrics: Definition[]
  asked: Asked
}) {
  const t = useWords(analysisWords)
  const locale = useLocale()
  const parts = ['traffic', 'filing_rate', 'filed_close_rate', 'deals'].flatMap((key) => {
    const tile = props.tiles.find((one) => one.key === key)
    const metric = props.metrics.find((one) => one.key === key)
    return tile && metric ? [{ key, tile, name: nameOf(metric, locale) }] : []
  })
  if (parts.length < 4 || parts.some(({ tile }) => tile.value === null))
    return <p className="k-muted">{t('identityNone')}</p>
  return (
    <section className="k-card numbers-identity" aria-label={t('identity')}>
      {parts.map(({ key, tile, name }) => (
        <span key={key}>
          {signs[key] ? <span className="k-muted">{signs[key]} </span> : null}
          <Link to={recordsPath(key, props.asked)}>
            <span>{name}</span>
            <strong className="k-number">
              {tile.unit === 'rate'
                ? sayShare(tile.value ?? 0)
                : sayNumber(tile.value ?? 0, locale)}
            </strong>
          </Link>
        </span>
      ))}
      <small className="k-muted">{t('identityHint')}</small>
    </section>
  )
}
