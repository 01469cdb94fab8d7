import type { ReactNode } from 'react'
import { useLocale, useWords } from '#ui/words.tsx'
import type { TargetCell, TargetScope, TargetTable } from '../contract.ts'
import { sayPeriod, sheetPeriods } from '../periods-said.ts'
import { targetWords } from '../words.ts'
import { monthsMissing, sumOfMonths, sumOfSubjects, type ValueOf } from './grid-sums.ts'
import { sayGoal } from './say-number.ts'

/** The targets of a year as they stand, with what was done; each opens to its history. */
export function YearTable(props: {
  table: TargetTable
  onOpen: (cell: { subject: string; name: string; cell: TargetCell }) => void
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { table } = props
  const valueOf: ValueOf = (subject, period) =>
    table.rows.find((row) => row.subject === subject)?.cells.find((one) => one.period === period)
      ?.value ?? null
  return (
    <YearFrame table={table} valueOf={valueOf}>
      {(row, period) => {
        const name = locale === 'zh' ? row.name : row.nameEn
        const cell = row.cells.find((one) => one.period === period)
        const done = row.done[period]
        if (!cell) return '—'
        const sum = cell.value === null ? sumOfMonths(row.subject, period, valueOf) : undefined
        const text =
          cell.value !== null
            ? sayGoal(table.metric, cell.value, locale)
            : sum === undefined
              ? '·'
              : `Σ ${sayGoal(table.metric, sum, locale)}`
        return (
          <>
            <button
              type="button"
              className={cell.value === null ? 'goal-cell goal-unset' : 'goal-cell'}
              aria-label={`${name} ${sayPeriod(period, t)} ${t('target')} ${cell.value !== null ? text : sum === undefined ? t('noTarget') : t('sumOfMonths', { n: sayGoal(table.metric, sum, locale) })}`}
              onClick={() => props.onOpen({ subject: row.subject, name, cell })}
            >
              {text}
            </button>
            {done === undefined ? null : (
              <small title={t('done')}>{sayGoal(table.metric, done, locale)}</small>
            )}
          </>
        )
      }}
    </YearFrame>
  )
}

/**
 * Names, months, quarters and the year, with what each cell holds; below, what all add up to beside the
 * store's own target. A quarter or year whose months make something else says by how much.
 */
export function YearFrame(props: {
  table: TargetTable
  valueOf: ValueOf
  children: (row: TargetTable['rows'][number], period: string) => ReactNode
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { table, valueOf } = props
  const periods = sheetPeriods(table.year)
  const subjects = table.rows.map((row) => row.subject)
  const say = (value: number | undefined) =>
    value === undefined ? '—' : sayGoal(table.metric, value, locale)
  return (
    <div className="goal-scroll k-card" role="region" aria-label={t('target')} tabIndex={0}>
      <table className="goal-table">
        <thead>
          <tr>
            <th scope="col">{t(table.scope as TargetScope)}</th>
            {periods.map((period) => (
              <th key={period} scope="col">
                {sayPeriod(period, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.subject}>
              <th scope="row">{locale === 'zh' ? row.name : row.nameEn}</th>
              {periods.map((period) => {
                const missing = monthsMissing(row.subject, period, valueOf)
                return (
                  <td key={period}>
                    {props.children(row, period)}
                    {missing === 0 ? null : (
                      <small className="goal-differs">
                        {t('monthsDiffer', { n: signed(missing, say) })}
                      </small>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        {table.scope === 'store' || table.rows.length === 0 ? null : (
          <tfoot>
            <tr>
              <th scope="row">{t('sum')}</th>
              {periods.map((period) => (
                <td key={period}>{say(sumOfSubjects(subjects, period, valueOf))}</td>
              ))}
            </tr>
            {Object.keys(table.whole).length === 0 ? null : (
              <>
                <tr>
                  <th scope="row">{t('storeTarget')}</th>
                  {periods.map((period) => (
                    <td key={period}>{say(table.whole[period])}</td>
                  ))}
                </tr>
                <tr>
                  <th scope="row">{t('difference')}</th>
                  {periods.map((period) => {
                    const sum = sumOfSubjects(subjects, period, valueOf)
                    const whole = table.whole[period]
                    if (sum === undefined || whole === undefined) return <td key={period}>—</td>
                    const off = sum - whole
                    return (
                      <td key={period} className={off === 0 ? undefined : 'goal-differs'}>
                        {off === 0 ? '✓' : signed(off, say)}
                      </td>
                    )
                  })}
                </tr>
              </>
            )}
          </tfoot>
        )}
      </table>
    </div>
  )
}

const signed = (value: number, say: (value: number) => string): string =>
  `${value > 0 ? '+' : '−'}${say(Math.abs(value))}`
