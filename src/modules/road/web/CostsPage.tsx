import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure } from '#ui/light/Feedback.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { usePages } from '#ui/pages.ts'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Cost, costKinds, listCosts, sumCosts } from '../contracts/costs.ts'
import { roadWords } from '../words.ts'
import './road.css'

const phoneRow = {
  first: 'customer',
  end: 'amountFen',
  second: ['onDay', 'kind', 'person', 'result'],
}

const groupings = ['source', 'kind', 'person', 'card'] as const

/** What activities brought and cost: sums per source, kind, person and card, and their lines. */
export function CostsPage() {
  const t = useWords(roadWords)
  const state = useTableState({ filters: ['from', 'to', 'kind', 'sourceId', 'personId', 'deals'] })
  const pages = usePages(listCosts, { query: state.filters }, { live: ['road.*'] })
  return (
    <div className="k-stack">
      <h1>{t('costs')}</h1>
      <Sums filters={state.filters} />
      <DataTable<Cost>
        name="activity-costs"
        label={t('costs')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(one) => one.id}
        state={state}
        pages={pages}
        open={(one) => `/customers/${one.customer.id}`}
        filters={[
          { name: 'from', label: t('from'), kind: 'day' },
          { name: 'to', label: t('to'), kind: 'day' },
          {
            name: 'kind',
            label: t('kind'),
            kind: 'choice',
            options: costKinds.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'deals',
            label: t('deal'),
            kind: 'choice',
            options: [{ value: 'true', label: t('isDeal') }],
          },
        ]}
        empty={<EmptyState title={t('noCosts')}>{t('noCostsHint')}</EmptyState>}
      />
    </div>
  )
}

/** Sums of what the filter finds; a row opens its lines. */
function Sums({ filters }: { filters: Record<string, string> }) {
  const t = useWords(roadWords)
  const locale = useLocale()
  const { search, setSearch } = useNavigation()
  const by = groupings.find((one) => one === search.by) ?? 'source'
  const sums = useAsk(sumCosts, { query: { ...filters, by } }, { live: ['road.*'], keep: true })
  if (sums.error) return <Failure error={sums.error} onRetry={() => void sums.refetch()} />
  if (sums.data === undefined || sums.data.items.length === 0) return null
  const openLines = (key: string | null) => {
    if (by === 'source') setSearch({ sourceId: key ?? 'none' })
    if (by === 'kind') setSearch({ kind: key ?? undefined })
    if (by === 'person') setSearch({ personId: key ?? undefined })
  }
  return (
    <section className="k-card k-stack" aria-label={t('sums')}>
      <div className="k-spread">
        <Segmented
          label={t('by')}
          value={by}
          onChange={(value) => setSearch({ by: value === 'source' ? undefined : value })}
          options={groupings.map((value) => ({
            value,
            label: t(value === 'person' ? 'consultant' : value),
          }))}
        />
        <strong className="k-number">
          {t('sum')} {sayYuan(sums.data.sumFen, locale)}
        </strong>
      </div>
      <div className="road-table" tabIndex={0} role="region" aria-label={t('sums')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(by === 'person' ? 'consultant' : by)}</th>
              {(['lines', 'cards', 'deals', 'sum', 'perDeal'] as const).map((word) => (
                <th key={word} scope="col" data-align="right">
                  {t(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sums.data.items.slice(0, 50).map((row) => (
              <tr key={row.key ?? 'none'}>
                <th scope="row">
                  {by === 'card' ? (
                    row.name
                  ) : (
                    <button type="button" className="road-open" onClick={() => openLines(row.key)}>
                      {row.name}
                    </button>
                  )}
                </th>
                <td data-align="right">{row.lines}</td>
                <td data-align="right">{row.cards}</td>
                <td data-align="right">{row.deals}</td>
                <td data-align="right">{sayYuan(row.sumFen, locale)}</td>
                <td data-align="right">
                  {row.perDealFen === null ? '—' : sayYuan(row.perDealFen, locale)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function useColumns(): Column<Cost>[] {
  const t = useWords(roadWords)
  const locale = useLocale()
  return [
    { key: 'onDay', title: t('day'), width: 110, render: (one) => <When at={one.onDay} /> },
    { key: 'customer', title: t('customer'), width: 120, render: (one) => one.customer.name },
    { key: 'kind', title: t('kind'), width: 100, render: (one) => t(one.kind) },
    {
      key: 'amountFen',
      title: t('amount'),
      width: 120,
      align: 'right',
      render: (one) => sayYuan(one.amountFen, locale),
    },
    { key: 'result', title: t('result'), width: 220, render: (one) => one.result },
    { key: 'person', title: t('consultant'), width: 110, render: (one) => one.personName ?? '—' },
    { key: 'source', title: t('source'), width: 130, render: (one) => one.sourceName ?? '—' },
    {
      key: 'isDeal',
      title: t('deal'),
      width: 90,
      render: (one) => (one.isDeal ? <Badge tone="done">{t('isDeal')}</Badge> : ''),
    },
  ]
}
