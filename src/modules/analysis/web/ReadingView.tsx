import { Chart } from '#ui/Chart.tsx'
import { sayNumber } from '#ui/format.ts'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { Reading, ReadingChart, ReadingTable, Unit } from '../contract.ts'
import { deskWords } from './desk-words.ts'
import { sayDatesIn } from './say-dates.ts'

/** What was found in words, then pictures, tables and method. */
export function ReadingView({ reading }: { reading: Reading }) {
  const locale = useLocale()
  const t = useWords(deskWords)
  return (
    <>
      {reading.findings.length > 0 ? (
        <section aria-label={t('found')} className="k-card">
          <ul className="desk-findings">
            {reading.findings.map((one) => (
              <li key={one.text} data-tone={one.tone}>
                <span className="desk-tone">
                  {signs[one.tone]} {t(one.tone)}
                </span>
                <span>{sayDatesIn(one.text, locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {reading.charts.map((chart) => (
        <ReadingPicture key={chart.title} chart={chart} />
      ))}
      {reading.tables.map((table) => (
        <ReadingLines key={table.title} table={table} />
      ))}
      {reading.method.length > 0 ? (
        <details className="k-card desk-method" open>
          <summary>{t('method')}</summary>
          <ul>
            {reading.method.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  )
}

// A sign beside each word, so that no meaning hangs on colour.
const signs = { low: '▼', high: '▲', caution: '！', plain: '●' } as const

function ReadingPicture({ chart }: { chart: ReadingChart }) {
  const locale = useLocale()
  const { go } = useNavigation()
  const lines = chart.kind === 'flat-bar' ? chart.categories.length * chart.series.length : 0
  return (
    <Chart
      title={chart.title}
      note={chart.note && sayDatesIn(chart.note, locale)}
      kind={chart.kind}
      height={
        chart.kind === 'flat-bar'
          ? Math.max(170, lines * (chart.series.length > 1 ? 18 : 30) + 80)
          : 300
      }
      categories={chart.categories}
      series={chart.series}
      format={(value) => sayUnit(value, chart.unit, locale)}
      onOpen={({ index }) => {
        const link = chart.links[index]
        if (link) go(link)
      }}
    />
  )
}

function ReadingLines({ table }: { table: ReadingTable }) {
  const t = useWords(deskWords)
  const locale = useLocale()
  return (
    <section className="k-card k-stack" aria-label={table.title}>
      <h3>{sayDatesIn(table.title, locale)}</h3>
      <div className="desk-scroll" role="region" aria-label={table.title} tabIndex={0}>
        <table className="desk-table">
          <thead>
            <tr>
              {table.columns.map((column, place) => (
                <th key={place} scope="col" data-unit={column.unit}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, line) => (
              <tr key={line} data-mark={row.mark ?? undefined}>
                {row.cells.map((cell, place) => {
                  const text = sayCell(cell, table.columns[place]?.unit ?? 'text', locale)
                  if (place > 0)
                    return (
                      <td key={place} data-unit={table.columns[place]?.unit}>
                        {text}
                      </td>
                    )
                  return (
                    <th key={place} scope="row">
                      {row.mark === 'low' ? '▼ ' : row.mark === 'high' ? '▲ ' : ''}
                      {row.link ? (
                        <Link to={row.link} title={t('openRecords')}>
                          {text}
                        </Link>
                      ) : (
                        text
                      )}
                      {row.mark === 'few' ? ' *' : ''}
                    </th>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {table.rows.some((row) => row.mark === 'few') ? (
        <p className="k-muted">* {t('fewNote')}</p>
      ) : null}
      {table.note ? <p className="k-muted">{sayDatesIn(table.note, locale)}</p> : null}
    </section>
  )
}

function sayCell(cell: string | number | null, unit: Unit, locale: 'zh' | 'en'): string {
  if (cell === null) return '—'
  return typeof cell === 'number' ? sayUnit(cell, unit, locale) : sayDatesIn(cell, locale)
}

/** From four times on as a multiple, as the sentences say it. */
function sayChange(value: number): string {
  if (value >= 3) return `×${(1 + value).toFixed(1)}`
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value * 100).toFixed(1)}%`
}

function sayUnit(value: number, unit: Unit, locale: 'zh' | 'en'): string {
  switch (unit) {
    case 'share':
      return `${(value * 100).toFixed(1)}%`
    case 'change':
      return sayChange(value)
    case 'index':
      return (value * 100).toFixed(1)
    case 'number':
    case 'minutes':
      return sayNumber(value, locale, Number.isInteger(value) ? 0 : 1)
    default:
      return sayNumber(value, locale)
  }
}
