import { useState } from 'react'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { formatYuan } from '#shared/money.ts'
import { When } from '#ui/When.tsx'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { download } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type ListPrice, listPrices, priceListFile } from '../contract.ts'
import { pricingTitles } from '../titles.ts'
import { pricingWords } from '../words.ts'
import { PricePanel } from './PricePanel.tsx'
import { PriceTabs } from './PriceTabs.tsx'

const phoneRow = { first: 'model', end: 'list', second: ['series', 'from', 'scope'] }

/** The price of every model as of a day; a row opens its prices over time. */
export function PricesPage() {
  const t = useWords(pricingWords)
  const title = useWords(pricingTitles)
  const locale = useLocale()
  const state = useTableState({ filters: ['on', 'series', 'q'] })
  const series = useAsk(listSeriesRoute, { query: {} })
  const prices = usePages(
    listPrices,
    { query: state.filters },
    { live: ['pricing.*', 'catalog.*'] },
  )
  const [shown, setShown] = useState<ListPrice>()
  return (
    <div className="k-stack">
      <h1>{title('prices')}</h1>
      <PriceTabs />
      <PriceFileActions />
      <DataTable<ListPrice>
        name="list-prices"
        label={title('prices')}
        columns={useColumns(setShown)}
        rowKey={(price) => price.modelId}
        state={state}
        pages={prices}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('model'), kind: 'text' },
          {
            name: 'series',
            label: t('series'),
            kind: 'choice',
            options: (series.data?.items ?? [])
              .filter((one) => one.isOwn)
              .map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.name : one.nameEn || one.name,
              })),
          },
          { name: 'on', label: t('asOf'), kind: 'day' },
        ]}
        empty={<EmptyState title={t('noPrices')}>{t('noPricesHint')}</EmptyState>}
      />
      {shown ? <PricePanel price={shown} onClose={() => setShown(undefined)} /> : null}
    </div>
  )
}

/** The dealer's own list in, and a file out that comes in again. */
function PriceFileActions() {
  const t = useWords(pricingWords)
  const mayManage = useCan('pricing.manage', 'store')
  const mayImport = useCan('imports.run', 'store')
  const [error, setError] = useState<unknown>()
  if (!mayManage) return null
  return (
    <>
      {error ? <Failure error={error} /> : null}
      <div className="k-line">
        {mayImport ? (
          <Link className="k-button" to="/imports/new?kind=prices">
            {t('importList')}
          </Link>
        ) : null}
        <Button
          onClick={() => void download(priceListFile, {}).then(() => setError(undefined), setError)}
        >
          {t('exportList')}
        </Button>
      </div>
    </>
  )
}

function useColumns(open: (price: ListPrice) => void): Column<ListPrice>[] {
  const t = useWords(pricingWords)
  const seesFloor = [useCan('pricing.manage'), useCan('quotes.approve')].some(Boolean)
  const money = (fen: number | null) => (fen === null ? '—' : formatYuan(fen, { whole: true }))
  return [
    {
      key: 'model',
      title: t('model'),
      width: 205,
      render: (price) => (
        <button
          type="button"
          className="k-button price-open"
          data-kind="quiet"
          onClick={() => open(price)}
        >
          {price.modelName}
        </button>
      ),
    },
    {
      key: 'list',
      title: t('listPrice'),
      width: 120,
      align: 'right',
      render: (price) => money(price.listFen),
    },
    { key: 'series', title: t('series'), width: 120, render: (price) => price.seriesName },
    {
      key: 'authorised',
      title: t('authorised'),
      width: 120,
      align: 'right',
      render: (price) => money(price.authorisedFen),
    },
    ...(seesFloor
      ? [
          {
            key: 'floor',
            title: t('floor'),
            width: 120,
            align: 'right' as const,
            render: (price: ListPrice) => money(price.floorFen),
          },
        ]
      : []),
    { key: 'energy', title: t('energy'), width: 80, render: (price) => t(price.energy) },
    {
      key: 'from',
      title: t('validFrom'),
      width: 110,
      render: (price) => (price.validFrom ? <When at={price.validFrom} /> : '—'),
    },
    {
      key: 'to',
      title: t('validTo'),
      width: 110,
      render: (price) => (price.validTo ? <When at={price.validTo} /> : '—'),
    },
    {
      key: 'scope',
      title: t('scope'),
      width: 90,
      render: (price) =>
        price.id === null ? (
          <Badge tone="blocked">{t('guideOnly')}</Badge>
        ) : (
          t(price.isOwn ? 'ownStore' : 'allStores')
        ),
    },
    { key: 'brand', title: t('brand'), width: 110, render: (price) => price.brandName },
    { key: 'note', title: t('note'), width: 160, render: (price) => price.note },
  ]
}
