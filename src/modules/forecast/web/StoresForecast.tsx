import { useEffect, useRef, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { askStoresForecast, getStoresForecast } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { sayExpected, sayWan } from './money.ts'

/** The stores of the caller's region beside each other; those without a forecast of today make one. */
export function StoresForecast() {
  const t = useWords(forecastWords)
  const locale = useLocale()
  const asking = useDo(askStoresForecast)
  const [isWaiting, setIsWaiting] = useState(false)
  const answer = useAsk(
    getStoresForecast,
    {},
    { keep: true, ...(isWaiting ? { every: 3_000 } : {}) },
  )
  const behind = answer.data?.behind ?? 0
  const isAsked = useRef(false)
  // Asked once a visit; a store without enough past never answers, so the waiting ends by itself.
  useEffect(() => {
    if (behind === 0 || isAsked.current) return
    isAsked.current = true
    asking.mutate({ body: {} }, { onSuccess: () => setIsWaiting(true) })
  }, [behind, asking])
  useEffect(() => {
    if (!isWaiting) return
    const end = setTimeout(() => setIsWaiting(false), 120_000)
    return () => clearTimeout(end)
  }, [isWaiting])
  if (answer.error) return <Failure error={answer.error} />
  if (!answer.data) return <Skeleton rows={3} />
  const { total } = answer.data
  return (
    <section className="k-card k-stack" aria-label={t('storesForecast')}>
      <h2>
        {t('storesForecast')} {answer.data.month}
      </h2>
      <p className="k-muted" role="status">
        {isWaiting && behind > 0 ? t('isForecasting', { n: behind }) : null}
      </p>
      <div className="fc-scroll" role="region" aria-label={t('storesForecast')} tabIndex={0}>
        <table className="fc-table">
          <thead>
            <tr>
              <th scope="col">{t('store')}</th>
              <th scope="col">{t('done')}</th>
              <th scope="col">{t('dealsExpected')}</th>
              <th scope="col">{t('interval80')}</th>
              <th scope="col">{t('amountExpected')}</th>
              <th scope="col" className="fc-text" />
            </tr>
          </thead>
          <tbody>
            {answer.data.stores.map(({ storeId, name, nameEn, forecast }) => (
              <tr key={storeId}>
                <th scope="row">{locale === 'zh' ? name : nameEn}</th>
                <td>{forecast?.done ?? '—'}</td>
                <td>{forecast ? sayExpected(forecast.deals.expected) : '—'}</td>
                <td>
                  {forecast
                    ? t('between', { low: forecast.deals.low, high: forecast.deals.high })
                    : '—'}
                </td>
                <td>{forecast ? sayWan(forecast.amountFen.expected) : '—'}</td>
                <td className="fc-text k-muted">
                  {forecast ? t('madeOn', { day: forecast.madeOn }) : t('noRun')}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('storesTotal')}</th>
              <td>{total.done}</td>
              <td>{sayExpected(total.expected)}</td>
              <td>—</td>
              <td>{sayWan(total.amountFen)}</td>
              <td className="fc-text k-muted">
                {total.stores} / {answer.data.stores.length}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}
