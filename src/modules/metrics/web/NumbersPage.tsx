import { useAsk } from '#ui/ask.ts'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getBoard, listMetrics, metricGroups } from '../contract.ts'
import { groupWords } from '../analysis-words.ts'
import { metricWords } from '../words.ts'
import { IdentityLine } from './IdentityLine.tsx'
import { nameOf, numbersNews } from './naming.ts'
import { MetricDetail } from './MetricDetail.tsx'
import { PeriodPicker } from './PeriodPicker.tsx'
import { useAsked } from './period.ts'
import { MetricTile } from './MetricTile.tsx'
import './numbers.css'
import './pivot.css'

/** The board: every number of a period as a tile, by what it is about; the chosen one broken down. */
export function NumbersPage() {
  const t = useWords(metricWords)
  const g = useWords(groupWords)
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
  const choose = (key: string) => {
    setSearch({ key, by: undefined, by2: undefined }, { replace: true })
    document.getElementById('numbers-detail')?.scrollIntoView({ block: 'start' })
  }
  return (
    <div className="k-stack numbers">
      <h1>{t('numbers')}</h1>
      <PeriodPicker asked={asked} />
      {asked.known ? <Notice tone="blocked">{t('asOfTime', { time: asked.known })}</Notice> : null}
      {error ? <Failure error={error} onRetry={retry} /> : null}
      {board.data && metrics.length > 0 ? (
        <>
          <IdentityLine tiles={board.data.tiles} metrics={metrics} asked={asked} />
          {metricGroups.map((group) => {
            const shown = metrics.filter((metric) => metric.group === group)
            const tiles = board.data.tiles.flatMap((tile) => {
              const metric = shown.find((one) => one.key === tile.key)
              return metric ? [{ tile, metric }] : []
            })
            return tiles.length === 0 ? null : (
              <section key={group} className="numbers-group">
                <h2>{g(group)}</h2>
                <ul className="numbers-tiles" aria-label={g(group)} aria-busy={board.isFetching}>
                  {tiles.map(({ tile, metric }) => (
                    <MetricTile
                      key={tile.key}
                      metric={metric}
                      tile={tile}
                      leastN={board.data.leastN}
                      isChosen={tile.key === chosen?.key}
                      onChoose={() => choose(tile.key)}
                    />
                  ))}
                </ul>
              </section>
            )
          })}
        </>
      ) : error ? null : (
        <Skeleton rows={3} height={92} />
      )}
      <div id="numbers-detail">
        {chosen ? (
          <MetricDetail
            key={chosen.key}
            metric={chosen}
            name={nameOf(chosen, locale)}
            asked={asked}
          />
        ) : null}
      </div>
    </div>
  )
}
