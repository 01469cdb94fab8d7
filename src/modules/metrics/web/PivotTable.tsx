import { sayShare } from '#ui/format.ts'
import { Link } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Figure, MetricTable } from '../contract.ts'
import { analysisWords } from '../analysis-words.ts'
import { sayChange, sayFigure, sayValue } from './say-figure.ts'
import './pivot.css'

export type ShareOf = 'none' | 'row' | 'column'
type Row = MetricTable['rows'][number]

/** The numbers as a table: every cell opens to its records; shares say of what, rates their n. */
export function PivotTable(props: {
  table: MetricTable
  /** The same of the period before, where it is compared. */
  past?: MetricTable | undefined
  nameOf: (row: Row) => string
  share: ShareOf
  open: (value?: string, value2?: string) => string
}) {
  const { table, nameOf, open } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  const { columns, by, by2, unit } = table
  const total: Figure = { ...table, value: table.total }
  const labelOf = (row: Row) => (locale === 'zh' ? row.label : row.labelEn)
  const cells = new Map(table.cells.map((cell) => [`${cell.key}\n${cell.key2}`, cell]))
  const hasShares = unit === 'count' && by2 === null
  const answers = table.rows.reduce((sum, row) => sum + (row.key === '-' ? 0 : row.numerator), 0)
  const title = `${by ? t(by) : ''}${by2 ? ` × ${t(by2)}` : ''}`
  return (
    <section className="pivot k-card" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{by ? t(by) : ''}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {labelOf(column)}
              </th>
            ))}
            <th scope="col">{t('total')}</th>
            {hasShares ? <th scope="col">{t('shareOfAll')}</th> : null}
            {hasShares && !table.addsUp ? <th scope="col">{t('shareOfAnswers')}</th> : null}
            {props.past ? <th scope="col">{t('previous')}</th> : null}
            {props.past ? <th scope="col">{t('change')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{nameOf(row)}</th>
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  figure={cells.get(`${row.key}\n${column.key}`)}
                  table={table}
                  of={props.share === 'row' ? row : props.share === 'column' ? column : undefined}
                  to={open(row.key, column.key)}
                />
              ))}
              <Cell
                figure={row}
                table={table}
                of={by2 && props.share === 'column' ? total : undefined}
                to={open(row.key)}
              />
              {hasShares ? <td>{shareOf(row.numerator, table.numerator)}</td> : null}
              {hasShares && !table.addsUp ? (
                <td>{row.key === '-' ? '' : shareOf(row.numerator, answers)}</td>
              ) : null}
              {props.past ? <Past table={table} row={row} past={props.past} /> : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {columns.map((column) => (
              <Cell
                key={column.key}
                figure={column}
                table={table}
                of={props.share === 'row' ? total : undefined}
                to={open(undefined, column.key)}
              />
            ))}
            <Cell figure={total} table={table} to={open()} />
            {hasShares ? <td /> : null}
            {hasShares && !table.addsUp ? <td /> : null}
            {props.past ? (
              <>
                <td>{sayFigure(table.compare.previous, unit, locale, table.leastN)}</td>
                <td>{sayChange(total, table.compare.previous, unit, locale)}</td>
              </>
            ) : null}
          </tr>
        </tfoot>
      </table>
      {by2 ? <p className="k-muted">{t('crossedHint')}</p> : null}
    </section>
  )
}

const shareOf = (part: number, whole: number): string =>
  whole === 0 ? '—' : sayShare(part / whole)

function Cell(props: {
  figure: Figure | undefined
  table: MetricTable
  of?: Figure | undefined
  to: string
}) {
  const { figure, table, of } = props
  const t = useWords(analysisWords)
  const locale = useLocale()
  if (figure === undefined || (figure.n === 0 && figure.numerator === 0))
    return <td className="k-muted">·</td>
  const text = sayValue(figure.value, table.unit, locale)
  const isFew = table.unit === 'rate' && figure.tooFew
  const share = of && table.unit === 'count' ? shareOf(figure.numerator, of.numerator) : undefined
  return (
    <td data-few={isFew || undefined} title={isFew ? t('fewMark', { n: table.leastN }) : undefined}>
      <Link to={props.to}>{text}</Link>
      {table.unit === 'rate' ? <small> n={figure.n}</small> : null}
      {isFew ? <small> *</small> : null}
      {share === undefined ? null : <small> {share}</small>}
    </td>
  )
}

function Past(props: { table: MetricTable; past: MetricTable; row: Row }) {
  const { table, past, row } = props
  const locale = useLocale()
  const none: Figure = { ...row, value: table.unit === 'rate' ? null : 0, n: 0, numerator: 0 }
  const before = past.rows.find((one) => one.key === row.key) ?? none
  return (
    <>
      <td>{sayFigure(before, table.unit, locale, table.leastN)}</td>
      <td>{sayChange(row, before, table.unit, locale)}</td>
    </>
  )
}
