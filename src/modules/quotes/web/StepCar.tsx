import { listModelsRoute, listSeriesRoute } from '#modules/catalog/contract.ts'
import { StockHint } from '#modules/stock/web/panels.tsx'
import { formatYuan } from '#shared/money.ts'
import { useAsk } from '#ui/ask.ts'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { quoteWords } from '../words.ts'

/** Series, then model with its guide price; only the group's own brands are quoted. */
export function StepCar(props: {
  seriesId: string
  modelId: string
  onSeries: (id: string) => void
  onModel: (id: string) => void
}) {
  const t = useWords(quoteWords)
  const locale = useLocale()
  const series = useAsk(listSeriesRoute, { query: {} })
  const models = useAsk(
    listModelsRoute,
    { query: { seriesId: props.seriesId } },
    { when: props.seriesId !== '' },
  )
  const nameOf = (one: { name: string; nameEn: string }) =>
    locale === 'zh' ? one.name : one.nameEn || one.name
  if (series.error) return <Failure error={series.error} onRetry={() => void series.refetch()} />
  return (
    <>
      <Field label={t('series')} required>
        <Select
          value={props.seriesId}
          onChange={props.onSeries}
          placeholder={t('chooseSeries')}
          options={(series.data?.items ?? [])
            .filter((one) => one.isOwn)
            .map((one) => ({ value: one.id, label: nameOf(one) }))}
        />
      </Field>
      <StockHint modelId={props.modelId} />
      {props.seriesId === '' ? null : models.isPending ? (
        <Skeleton rows={3} height={48} />
      ) : models.error ? (
        <Failure error={models.error} onRetry={() => void models.refetch()} />
      ) : models.data.items.length === 0 ? (
        <EmptyState title={t('noModels')}>{t('noModelsHint')}</EmptyState>
      ) : (
        <div className="k-stack" role="radiogroup" aria-label={t('chooseModel')}>
          {models.data.items.map((model) => (
            <label key={model.id} className="quote-item">
              <input
                type="radio"
                name="model"
                checked={model.id === props.modelId}
                onChange={() => props.onModel(model.id)}
              />
              <span>{nameOf(model)}</span>
              <span className="k-number">
                {model.guidePriceFen === null
                  ? t('noPrice')
                  : formatYuan(model.guidePriceFen, { whole: true, symbol: true })}
              </span>
            </label>
          ))}
        </div>
      )}
    </>
  )
}
