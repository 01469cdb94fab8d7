import { useState } from 'react'
import { joinAliases } from '#shared/alias-text.ts'
import { useAsk } from '#ui/ask.ts'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Brand, listModelsRoute, type Model, type Series } from '../contract.ts'
import { catalogWords } from '../words.ts'
import { ModelSheet } from './ModelSheet.tsx'
import { nameOf } from './name-of.ts'
import { SeriesSheet } from './SeriesSheet.tsx'

/** One series: what it is called everywhere, and its models. */
export function SeriesPanel(props: {
  series: Series
  brands: readonly Brand[]
  canEdit: boolean
  showResting: boolean
}) {
  const { series, canEdit } = props
  const t = useWords(catalogWords)
  const locale = useLocale()
  const [editing, setEditing] = useState<'series' | 'new' | Model>()
  const models = useAsk(
    listModelsRoute,
    { query: { seriesId: series.id, state: 'all' } },
    { live: ['catalog.changed'] },
  )
  const shown = models.data?.items.filter((model) => props.showResting || model.isActive)
  const other = locale === 'zh' ? series.nameEn : series.name
  return (
    <section className="k-stack" aria-label={nameOf(series, locale)}>
      <div className="k-spread">
        <h2 className="k-line">
          {nameOf(series, locale)}
          {other && other !== nameOf(series, locale) ? (
            <span className="k-muted">{other}</span>
          ) : null}
          {series.isResting ? <Badge tone="blocked">{t('resting')}</Badge> : null}
        </h2>
        {canEdit ? (
          <div className="k-line">
            <Button onClick={() => setEditing('series')}>{t('editSeries')}</Button>
            <Button kind="primary" onClick={() => setEditing('new')}>
              {t('addModel')}
            </Button>
          </div>
        ) : null}
      </div>
      {series.aliases.length > 0 ? (
        <p>
          <span className="k-muted">{t('aliases')}</span> {joinAliases(series.aliases)}
        </p>
      ) : null}
      {models.error ? <Failure error={models.error} onRetry={() => void models.refetch()} /> : null}
      {models.data === undefined && !models.error ? <Skeleton rows={4} /> : null}
      {shown?.length === 0 ? (
        <EmptyState title={t('noModels')}>{t('noModelsHint')}</EmptyState>
      ) : null}
      {shown && shown.length > 0 ? (
        <ModelTable models={shown} onEdit={canEdit ? setEditing : undefined} />
      ) : null}
      {editing === 'series' ? (
        <SeriesSheet
          series={series}
          brand={undefined}
          brands={props.brands}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      {editing !== undefined && editing !== 'series' ? (
        <ModelSheet
          seriesId={series.id}
          model={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  )
}

function ModelTable(props: {
  models: readonly Model[]
  onEdit: ((model: Model) => void) | undefined
}) {
  const t = useWords(catalogWords)
  const locale = useLocale()
  const { onEdit } = props
  return (
    <div className="catalog-scroll">
      <table className="catalog-table">
        <thead>
          <tr>
            <th scope="col">{t('models')}</th>
            <th scope="col" className="catalog-year">
              {t('year')}
            </th>
            <th scope="col" className="catalog-amount">
              {t('guidePrice')}
            </th>
            {onEdit ? (
              <th scope="col">
                <span className="k-hidden">{t('edit')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {props.models.map((model) => (
            <tr key={model.id}>
              <th scope="row">
                {nameOf(model, locale)}{' '}
                {model.isActive ? null : <Badge tone="blocked">{t('resting')}</Badge>}
              </th>
              <td className="k-number catalog-year">{model.year ?? ''}</td>
              <td className="k-number catalog-amount">
                {model.guidePriceFen === null ? '' : sayYuan(model.guidePriceFen, locale)}
              </td>
              {onEdit ? (
                <td>
                  <Button
                    kind="quiet"
                    aria-label={`${t('edit')} ${nameOf(model, locale)}`}
                    onClick={() => onEdit(model)}
                  >
                    {t('edit')}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
