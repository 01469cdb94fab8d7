import type { CallOutput } from '#shared/contract.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { forecastGroups, getForecast } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { sayExpected, sayWan } from './money.ts'
import { reachOf } from './trust.ts'

const tones = { surely: 'done', possibly: 'due', hardly: 'overdue' } as const

type Forecast = NonNullable<CallOutput<typeof getForecast>['forecast']>

/** Deals, cars and amount expected, with the range they will most likely fall in. */
export function ForecastTiles(props: { forecast: Forecast; target: number | undefined }) {
  const { forecast, target } = props
  const t = useWords(forecastWords)
  return (
    <ul className="fc-tiles">
      <li className="k-card fc-tile">
        <span className="k-muted">{t('dealsExpected')}</span>
        <strong className="k-number">{sayExpected(forecast.deals.expected)}</strong>
        <span>{t('mostLikely', { low: forecast.deals.low, high: forecast.deals.high })}</span>
        {target === undefined ? null : (
          <span>
            {t('targetIs', { n: target })}{' '}
            <Badge tone={tones[reachOf(target, forecast.deals)]}>
              {t(`reach_${reachOf(target, forecast.deals)}`)}
            </Badge>
          </span>
        )}
        <span className="k-muted">{t('already', { n: forecast.done.deals })}</span>
        <span className="k-muted">{t('fromOpen', { n: sayExpected(forecast.fromOpen) })}</span>
        <span className="k-muted">{t('fromNew', { n: sayExpected(forecast.fromNew) })}</span>
      </li>
      <li className="k-card fc-tile">
        <span className="k-muted">{t('carsExpected')}</span>
        <strong className="k-number">{sayExpected(forecast.cars.expected)}</strong>
        <span>{t('mostLikely', { low: forecast.cars.low, high: forecast.cars.high })}</span>
        <span className="k-muted">{t('already', { n: forecast.done.cars })}</span>
      </li>
      <li className="k-card fc-tile">
        <span className="k-muted">{t('amountExpected')}</span>
        <strong className="k-number">{sayWan(forecast.amountFen.expected)}</strong>
        <span>
          {t('mostLikely', {
            low: sayWan(forecast.amountFen.low),
            high: sayWan(forecast.amountFen.high),
          })}
        </span>
        <span className="k-muted">{t('already', { n: sayWan(forecast.done.amountFen) })}</span>
      </li>
    </ul>
  )
}

/** The same by team, series or consultant. */
export function ForecastGroups({
  forecast,
  by,
}: {
  forecast: Forecast
  by: (typeof forecastGroups)[number]
}) {
  const t = useWords(forecastWords)
  const locale = useLocale()
  return (
    <section className="k-card" aria-label={t(by)}>
      <div className="fc-scroll" role="region" aria-label={t(by)} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t(by)}</th>
              <th scope="col">{t('done')}</th>
              <th scope="col">{t('dealsExpected')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('carsExpected')}</th>
              <th scope="col">{t('amountExpected')}</th>
            </tr>
          </thead>
          <tbody>
            {forecast.groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{locale === 'zh' ? group.label : group.labelEn}</th>
                <td>{group.done}</td>
                <td>{sayExpected(group.deals.expected)}</td>
                <td>{t('between', { low: group.deals.low, high: group.deals.high })}</td>
                <td>{sayExpected(group.cars)}</td>
                <td>{sayWan(group.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
