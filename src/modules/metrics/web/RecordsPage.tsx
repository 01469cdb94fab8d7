import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayNumber, sayTime } from '#ui/format.ts'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { useSession, useTimeZone } from '#ui/session.tsx'
import { Period, When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { listMetricRecords, listMetrics } from '../contract.ts'
import { metricWords } from '../words.ts'
import { findBreakdown } from './breakdown-groups.ts'
import { nameOf, numbersNews } from './naming.ts'
import { useAsked } from './period.ts'
import { sayValue, type Unit } from './say-figure.ts'

const phoneRow = {
  first: 'day',
  end: 'outcome',
  second: ['at', 'customer', 'series', 'consultant', 'source'],
}

type MetricRecord = CallOutput<typeof listMetricRecords>['items'][number]

/** Exactly the records behind a number; they add up to it. */
export function RecordsPage() {
  const t = useWords(metricWords)
  const locale = useLocale()
  const { params, search, go } = useNavigation()
  const { store } = useSession()
  const key = params.key ?? ''
  const asked = useAsked()
  const state = useTableState()
  const by = findBreakdown(search.by)
  const value = by ? search.value : undefined
  const by2 = by && findBreakdown(search.by2)
  const defined = useAsk(listMetrics, {})
  const answer = usePages(
    listMetricRecords,
    {
      params: { key },
      query: {
        ...asked.query,
        ...(by && value ? { by, value } : {}),
        ...(by2 && search.value2 ? { by2, value2: search.value2 } : {}),
        ...(search.consultant ? { consultant: search.consultant } : {}),
        ...(search.series ? { series: search.series } : {}),
      },
    },
    { live: numbersNews },
  )
  const metric = defined.data?.metrics.find((one) => one.key === key)
  const name = metric ? nameOf(metric, locale) : key
  const found = answer.first
  const isRate = found !== undefined && found.denominator !== null
  const unit = metric?.unit ?? 'count'
  const columns = useColumns({ isRate, isAcross: asked.stores === 'all', unit })
  const back = new URLSearchParams({ key, from: asked.from, to: asked.to })
  if (asked.stores) back.set('stores', asked.stores)
  if (asked.known) back.set('known', asked.known)
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('records', { name })}</h1>
        <Link className="k-button" to={`/numbers?${back}`}>
          {t('backToNumbers')}
        </Link>
      </div>
      <p className="k-muted">
        <Period from={asked.from} to={asked.to} />
        {asked.known ? ` · ${t('asOfTime', { time: asked.known })}` : ''}
        {found
          ? ` · ${
              isRate
                ? t('recordsOfRate', {
                    name,
                    a: sayNumber(found.numerator, locale),
                    b: sayNumber(found.denominator ?? 0, locale),
                  })
                : t('recordsOf', { name, n: sayNumber(found.numerator, locale) })
            }`
          : ''}
      </p>
      <DataTable
        name="metric-records"
        label={t('records', { name })}
        phone={phoneRow}
        columns={columns}
        rowKey={(record) => record.id}
        state={state}
        pages={answer}
        count={found ? (found.denominator ?? found.numerator) : undefined}
        onOpen={(record) => {
          const path = pathOf(record)
          if (path && record.storeId === store.id) go(path)
        }}
        empty={<EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>}
      />
    </div>
  )
}

/** Where a record is shown: its card where it has one, else the visit. */
function pathOf(record: MetricRecord): string | undefined {
  if (record.kind === 'visit') return `/visits/${record.id}`
  if (record.kind === 'lead') return `/leads/${record.id}`
  return record.opportunityId ? `/cards/${record.opportunityId}` : undefined
}

function useColumns(props: {
  isRate: boolean
  isAcross: boolean
  unit: Unit
}): Column<MetricRecord>[] {
  const { isRate, isAcross, unit } = props
  const t = useWords(metricWords)
  const locale = useLocale()
  const zone = useTimeZone()
  const outcomes: Record<string, string> = {
    filed: t('filed'),
    unfiled: t('unfiled'),
    repeat: t('repeat'),
    not_prospect: t('notProspect'),
    won: t('won'),
    defeated: t('defeated'),
    lost_contact: t('lost_contact'),
  }
  const kinds = {
    visit: '',
    card: t('card'),
    promise: t('promise'),
    lead: t('lead'),
    deal: t('deal'),
    test_drive: t('test_drive'),
    quote: t('quote'),
  }
  const columns: Column<MetricRecord>[] = [
    { key: 'day', title: t('day'), width: 110, render: (record) => <When at={record.day} /> },
    {
      key: 'at',
      title: t('time'),
      width: 80,
      render: (record) => (record.at ? sayTime(new Date(record.at), zone) : '—'),
    },
    {
      key: 'store',
      title: t('store'),
      hidden: !isAcross,
      render: (record) => (locale === 'zh' ? record.store : record.storeEn),
    },
    {
      key: 'channel',
      title: t('channel'),
      width: 90,
      render: (record) =>
        record.channel ? t(record.channel === 'walk-in' ? 'walkIn' : 'callIn') : '—',
    },
    {
      key: 'outcome',
      title: t('outcome'),
      width: 110,
      render: (record) => outcomes[record.outcome] ?? kinds[record.kind],
    },
    { key: 'consultant', title: t('consultant'), render: (record) => record.consultant ?? '—' },
    { key: 'series', title: t('series'), render: (record) => record.series ?? '—' },
    { key: 'source', title: t('source'), render: (record) => record.source ?? '—' },
    { key: 'customer', title: t('customer'), render: (record) => record.customer ?? '—' },
    { key: 'phone', title: t('phone'), width: 130, render: (record) => record.phone ?? '—' },
  ]
  columns.push({
    key: 'part',
    title: t('part'),
    width: 110,
    align: 'right',
    hidden: unit === 'count' || unit === 'rate',
    render: (record) => sayValue(record.part, unit, locale),
  })
  if (isRate)
    columns.push({
      key: 'counted',
      title: t('counted'),
      width: 110,
      render: (record) => (record.isNumerator ? t('yes') : t('no')),
    })
  return columns
}
