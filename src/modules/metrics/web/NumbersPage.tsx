import { useAsk } from '#ui/ask.ts'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getBoard, listMetrics } from '../contract.ts'
import { metricWords } from '../words.ts'
import { nameOf, numbersNews } from './naming.ts'
import { MetricDetail } from './MetricDetail.tsx'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useAsked } from './period.ts'
import { MetricTile } from './MetricTile.tsx'
import './numbers.css'

/** The board: every number of a period as a tile, the chosen one over time and broken down. */
export function NumbersPage() {
  const t = useWords(metricWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const { grants, stores } = useSession()
  const isRegional = grants['metrics.read'] === 'region' && stores.length > 1
  const asked = useAsked(isRegional ? 'all' : undefined)
  const defined = useAsk(listMetrics, {})
  const board = useAsk(getBoard, { query: asked.query }, { live: numbersNews, keep: true })
  const metrics = defined.data?.metrics ?? []
  const chosen = metrics.find((metric) => metric.key === search.key) ?? metrics[0]
  const error = defined.error ?? board.error
  const retry = () => {
    void defined.refetch()
    void board.refetch()
  }
  return (
    <div className="k-stack numbers">
      <h1>{t('numbers')}</h1>
      <PeriodPicker asked={asked} />
      {asked.known ? <Notice tone="blocked">{t('asOfTime', { time: asked.known })}</Notice> : null}
      {error ? <Failure error={error} onRetry={retry} /> : null}
      {board.data && metrics.length > 0 ? (
        <ul className="numbers-tiles" aria-label={t('tiles')} aria-busy={board.isFetching}>
          {board.data.tiles.map((tile) => {
            const metric = metrics.find((one) => one.key === tile.key)
            return metric ? (
              <MetricTile
                key={tile.key}
                metric={metric}
                tile={tile}
                leastN={board.data.leastN}
                isChosen={tile.key === chosen?.key}
                onChoose={() => setSearch({ key: tile.key }, { replace: true })}
              />
            ) : null
          })}
        </ul>
      ) : error ? null : (
        <Skeleton rows={3} height={92} />
      )}
      {chosen ? (
        <MetricDetail
          key={chosen.key}
          metric={chosen}
          name={nameOf(chosen, locale)}
          asked={asked}
        />
      ) : null}
    </div>
  )
}
