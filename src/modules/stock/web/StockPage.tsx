import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { PriceTabs } from '#modules/pricing/web/panels.tsx'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listStockCars, type StockCar } from '../contract.ts'
import { stockTitles } from '../titles.ts'
import { stockWords } from '../words.ts'

const states = ['in_stock', 'on_the_way', 'allocated', 'delivered', 'gone'] as const
const phoneRow = { first: 'vin', end: 'state', second: ['age', 'series', 'colour', 'model'] }
const ages = ['30', '60', '90', '180'] as const

/** The cars in stock as the DMS told them last, the longest there first. */
export function StockPage() {
  const t = useWords(stockWords)
  const title = useWords(stockTitles)
  const locale = useLocale()
  const mayImport = useCan('imports.run', 'store')
  const state = useTableState({ filters: ['q', 'state', 'series', 'age'] })
  const series = useAsk(listSeriesRoute, { query: {} })
  const cars = usePages(listStockCars, { query: state.filters }, { live: ['stock.*'] })
  const importLink = (
    <Link className="k-button" to="/imports/new?kind=stock">
      {t('importStock')}
    </Link>
  )
  return (
    <div className="k-stack">
      <h1>{title('stock')}</h1>
      <PriceTabs />
      <p className="k-muted">{t('hint')}</p>
      {mayImport ? <div className="k-line">{importLink}</div> : null}
      <DataTable<StockCar>
        name="stock"
        label={title('stock')}
        columns={useColumns()}
        rowKey={(car) => car.id}
        state={state}
        pages={cars}
        phone={phoneRow}
        filters={[
          { name: 'q', label: t('search'), kind: 'text' },
          {
            name: 'state',
            label: t('state'),
            kind: 'choice',
            options: states.map((one) => ({ value: one, label: t(one) })),
          },
          {
            name: 'series',
            label: t('series'),
            kind: 'choice',
            options: (series.data?.items ?? [])
              .filter(({ isOwn }) => isOwn)
              .map((one) => ({
                value: one.id,
                label: locale === 'zh' ? one.name : one.nameEn || one.name,
              })),
          },
          {
            name: 'age',
            label: t('ageFrom'),
            kind: 'choice',
            options: ages.map((days) => ({ value: days, label: t(`days${days}`) })),
          },
        ]}
        empty={
          <EmptyState title={t('none')} {...(mayImport ? { action: importLink } : {})}>
            {t('noneHint')}
          </EmptyState>
        }
      />
    </div>
  )
}

function useColumns(): Column<StockCar>[] {
  const t = useWords(stockWords)
  return [
    {
      key: 'vin',
      title: t('vin'),
      width: 185,
      render: (car) => <span className="k-number">{car.vin}</span>,
    },
    { key: 'state', title: t('state'), width: 90, render: (car) => <State car={car} /> },
    { key: 'series', title: t('series'), width: 110, render: (car) => car.seriesName || '—' },
    { key: 'model', title: t('model'), width: 210, render: (car) => car.modelText || '—' },
    { key: 'colour', title: t('colour'), width: 100, render: (car) => car.colour || '—' },
    {
      key: 'age',
      title: t('age'),
      width: 130,
      align: 'right',
      render: (car) =>
        car.ageDays === null ? (
          '—'
        ) : car.isAged ? (
          <>
            <Badge tone="due">{t('aged')}</Badge> {car.ageDays}
          </>
        ) : (
          car.ageDays
        ),
    },
    { key: 'location', title: t('location'), width: 110, render: (car) => car.location || '—' },
    {
      key: 'arrivedOn',
      title: t('arrivedOn'),
      width: 110,
      render: (car) => <Day day={car.arrivedOn} />,
    },
    {
      key: 'expectedOn',
      title: t('expectedOn'),
      width: 110,
      render: (car) => <Day day={car.expectedOn} />,
    },
    { key: 'interior', title: t('interior'), width: 100, render: (car) => car.interior || '—' },
    { key: 'note', title: t('note'), width: 160, render: (car) => car.note },
  ]
}

function Day({ day }: { day: string | null }) {
  return day === null ? '—' : <When at={day} />
}

function State({ car }: { car: StockCar }) {
  const t = useWords(stockWords)
  const tone = car.state === 'in_stock' ? 'done' : car.state === 'on_the_way' ? 'due' : 'blocked'
  return car.orderId ? (
    <Link to={`/orders/${car.orderId}`}>{t(car.state)}</Link>
  ) : (
    <Badge tone={tone}>{t(car.state)}</Badge>
  )
}
