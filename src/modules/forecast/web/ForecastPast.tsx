import { useAsk } from '#ui/ask.ts'
import { Chart } from '#ui/Chart.tsx'
import { sayShare } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { getBacktest } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { sayExpected } from './money.ts'
import { trustOf } from './trust.ts'

/** Past months as they would have been forecast on their eve, beside what came. */
export function ForecastPast() {
  const t = useWords(forecastWords)
  const answer = useAsk(getBacktest, {}, { keep: true })
  const { data } = answer
  if (answer.error) return <Failure error={answer.error} />
  if (!data) return <Skeleton rows={4} />
  if (data.months.length === 0) return <p className="k-muted">{t('noBacktest')}</p>
  const trust = trustOf(data)
  return (
    <>
      {trust ? (
        <Notice tone={trust === 'good' ? 'done' : 'blocked'}>{t(`trust_${trust}`)}</Notice>
      ) : null}
      <Chart
        title={t('backtest')}
        note={
          <>
            {t('backtestHint')}
            <br />
            {t('coverage', { n: data.months.length, share: sayShare(data.coverage ?? 0) })} ·{' '}
            {t('errors', {
              a: (data.error ?? 0).toFixed(1),
              b: (data.naiveError ?? 0).toFixed(1),
            })}
          </>
        }
        kind="line"
        categories={data.months.map((month) => month.month)}
        series={[
          { name: t('actual'), values: data.months.map((month) => month.actual) },
          {
            name: t('predicted'),
            values: data.months.map((month) => Math.round(month.forecast.expected * 10) / 10),
          },
          { name: t('lower'), values: data.months.map((month) => month.forecast.low) },
          { name: t('upper'), values: data.months.map((month) => month.forecast.high) },
        ]}
      />
      <div className="fc-scroll k-card" role="region" aria-label={t('backtest')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('predicted')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('actual')}</th>
              <th scope="col">{t('naive')}</th>
              <th scope="col" className="fc-text">
                {t('state')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td>{sayExpected(month.forecast.expected)}</td>
                <td>{t('between', { low: month.forecast.low, high: month.forecast.high })}</td>
                <td>{month.actual}</td>
                <td>{sayExpected(month.naive)}</td>
                <td className="fc-text">
                  <Badge tone={month.isInside ? 'done' : 'overdue'}>
                    {t(month.isInside ? 'inside' : 'outside')}
                  </Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
