import { useState } from 'react'
import { sayFigure } from '#modules/metrics/web/panels.tsx'
import { breakdownWords } from '#shared/breakdowns.ts'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Report } from '../contract.ts'
import { dashboardWords } from '../words.ts'
import { recordsPath } from './spec.ts'

/** A report as a table; every figure opens exactly the records behind it. */
export function ReportTable(props: { report: Report; label: string; stores: 'all' | undefined }) {
  const { report, stores } = props
  const t = useWords(dashboardWords)
  const locale = useLocale()
  const zh = locale === 'zh'
  const [sort, setSort] = useState<Sort>()
  const rows = sortRows(report, sort)
  const turn = (place: number) =>
    setSort(
      sort?.place !== place
        ? { place, isUp: false }
        : sort.isUp
          ? undefined
          : { place, isUp: true },
    )
  if (report.rows.length === 0 && report.totals.every((figure) => !figure?.n))
    return <EmptyState title={t('noRows')}>{t('noRowsHint')}</EmptyState>
  const cell = (figure: Report['totals'][number], place: number, value: string | undefined) => {
    const column = report.columns[place]
    if (!figure || !column) return <td key={place}>—</td>
    const said = sayFigure(figure, column.unit, locale, report.leastN)
    return (
      <td key={place} className="k-number">
        {figure.n === 0 ? (
          said
        ) : (
          <Link
            to={recordsPath(report, {
              metric: column.metric,
              stores,
              ...(value === undefined ? {} : { value }),
              value2: column.value2,
            })}
          >
            {said}
          </Link>
        )}
      </td>
    )
  }
  return (
    <div className="boards-scroll" role="region" aria-label={props.label} tabIndex={0}>
      <table className="boards-table">
        <thead>
          <tr>
            <th scope="col">{report.by ? breakdownWords[report.by][zh ? 0 : 1] : ''}</th>
            {report.columns.map((column, place) => {
              const isTotal = column.value2 === null && report.by2
              const name = isTotal ? t('total') : zh ? column.label : column.labelEn
              const isSorted = sort?.place === place
              return (
                <th
                  key={`${column.metric} ${column.value2}`}
                  scope="col"
                  aria-sort={isSorted ? (sort.isUp ? 'ascending' : 'descending') : undefined}
                >
                  <button
                    type="button"
                    className="boards-sort"
                    title={t('sortBy', { name })}
                    onClick={() => turn(place)}
                  >
                    {name} {isSorted ? (sort.isUp ? '▲' : '▼') : ''}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{zh ? row.label : row.labelEn}</th>
              {row.figures.map((figure, place) => cell(figure, place, row.key))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {report.totals.map((figure, place) => cell(figure, place, undefined))}
          </tr>
        </tfoot>
      </table>
      {report.addsUp ? null : <p className="k-muted">{t('severalHint')}</p>}
    </div>
  )
}

interface Sort {
  place: number
  isUp: boolean
}

/** The rows by one of their figures; what is not known, and rates on too few, come last either way. */
function sortRows({ rows }: Report, sort: Sort | undefined): Report['rows'] {
  if (!sort) return rows
  const valueOf = (row: Report['rows'][number]) => {
    const figure = row.figures[sort.place]
    return !figure || figure.tooFew ? null : figure.value
  }
  return rows.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return sort.isUp ? one - other : other - one
  })
}
