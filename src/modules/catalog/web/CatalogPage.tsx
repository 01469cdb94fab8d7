import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Brand, listBrandsRoute, listSeriesRoute, type Series } from '../contract.ts'
import { catalogWords } from '../words.ts'
import { BrandSheet } from './BrandSheet.tsx'
import { nameOf } from './name-of.ts'
import { SeriesPanel } from './SeriesPanel.tsx'
import { SeriesSheet } from './SeriesSheet.tsx'
import './catalog.css'

type Sheet = { kind: 'brand'; brand: Brand | undefined } | { kind: 'series'; brand: Brand }

/** Brands and their series on the left, the models of the chosen series on the right. */
export function CatalogPage() {
  const t = useWords(catalogWords)
  const canEdit = useCan('catalog.manage', 'group')
  const live = { live: ['catalog.changed'] }
  const brands = useAsk(listBrandsRoute, {}, live)
  const series = useAsk(listSeriesRoute, { query: { state: 'all' } }, live)
  const { search } = useNavigation()
  const [showResting, setShowResting] = useState(false)
  const [sheet, setSheet] = useState<Sheet>()
  const failed = brands.error ?? series.error
  const all = series.data?.items
  const chosen = all?.find((one) => one.id === search.series) ?? all?.[0]
  const shownSeries = all?.filter((one) => showResting || one.isActive || one === chosen)
  const shownBrands = brands.data?.items.filter(
    (brand) => showResting || brand.isActive || chosen?.brandId === brand.id,
  )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('catalog')}</h1>
        <div className="k-line">
          <label className="k-line catalog-check">
            <input
              type="checkbox"
              checked={showResting}
              onChange={(event) => setShowResting(event.target.checked)}
            />
            {t('showResting')}
          </label>
          {canEdit ? (
            <Button onClick={() => setSheet({ kind: 'brand', brand: undefined })}>
              {t('addBrand')}
            </Button>
          ) : null}
        </div>
      </div>
      {failed ? (
        <Failure
          error={failed}
          onRetry={() => {
            void brands.refetch()
            void series.refetch()
          }}
        />
      ) : null}
      {!failed && (!shownBrands || !shownSeries) ? <Skeleton rows={12} /> : null}
      {shownBrands?.length === 0 ? (
        <EmptyState title={t('noSeries')}>{t('noSeriesHint')}</EmptyState>
      ) : null}
      {shownBrands && shownSeries && shownBrands.length > 0 ? (
        <div className="catalog">
          <SeriesChoice series={shownSeries} chosen={chosen} />
          <BrandList
            brands={shownBrands}
            series={shownSeries}
            chosen={chosen}
            onSheet={canEdit ? setSheet : undefined}
          />
          {chosen ? (
            <SeriesPanel
              key={chosen.id}
              series={chosen}
              brands={brands.data?.items ?? []}
              canEdit={canEdit}
              showResting={showResting}
            />
          ) : (
            <EmptyState title={t('noSeries')}>{t('noSeriesHint')}</EmptyState>
          )}
        </div>
      ) : null}
      {sheet?.kind === 'brand' ? (
        <BrandSheet brand={sheet.brand} onClose={() => setSheet(undefined)} />
      ) : null}
      {sheet?.kind === 'series' ? (
        <SeriesSheet
          series={undefined}
          brand={sheet.brand}
          brands={brands.data?.items ?? []}
          onClose={() => setSheet(undefined)}
        />
      ) : null}
    </div>
  )
}

/** The same choice as a menu, for the phone. */
function SeriesChoice(props: { series: readonly Series[]; chosen: Series | undefined }) {
  const t = useWords(catalogWords)
  const locale = useLocale()
  const { setSearch } = useNavigation()
  return (
    <div className="catalog-choice">
      <Select
        aria-label={t('series')}
        value={props.chosen?.id ?? ''}
        onChange={(id) => setSearch({ series: id })}
        options={props.series.map((one) => ({
          value: one.id,
          label: `${nameOf(one, locale)} · ${locale === 'en' && one.brandNameEn ? one.brandNameEn : one.brandName}`,
        }))}
      />
    </div>
  )
}

function BrandList(props: {
  brands: readonly Brand[]
  series: readonly Series[]
  chosen: Series | undefined
  onSheet: ((sheet: Sheet) => void) | undefined
}) {
  const t = useWords(catalogWords)
  const locale = useLocale()
  const { onSheet } = props
  return (
    <nav className="k-card catalog-brands" aria-label={t('series')}>
      {props.brands.map((brand) => (
        <section key={brand.id} aria-label={nameOf(brand, locale)}>
          <div className="k-spread">
            <h2 className="k-line">
              {nameOf(brand, locale)}
              <Badge tone={brand.isOwn ? 'due' : 'plain'}>
                {t(brand.isOwn ? 'ownBrand' : 'rivalBrand')}
              </Badge>
              {brand.isActive ? null : <Badge tone="blocked">{t('resting')}</Badge>}
            </h2>
            {onSheet ? (
              <span className="catalog-tools">
                <Button
                  kind="quiet"
                  aria-label={`${t('edit')} ${nameOf(brand, locale)}`}
                  onClick={() => onSheet({ kind: 'brand', brand })}
                >
                  {t('edit')}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={`${t('addSeries')} ${nameOf(brand, locale)}`}
                  onClick={() => onSheet({ kind: 'series', brand })}
                >
                  +
                </Button>
              </span>
            ) : null}
          </div>
          <ul>
            {props.series
              .filter((one) => one.brandId === brand.id)
              .map((one) => (
                <li key={one.id}>
                  <Link
                    to={`/catalog?series=${one.id}`}
                    className="k-nav-link"
                    {...(one.id === props.chosen?.id ? { 'aria-current': 'page' as const } : {})}
                  >
                    {nameOf(one, locale)}
                    {one.isResting ? <Badge tone="blocked">{t('resting')}</Badge> : null}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
