import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getTargets,
  type TargetCell,
  type TargetScope,
  type TargetTable,
  targetNumbers,
  targetScopes,
} from '../contract.ts'
import { targetWords } from '../words.ts'
import { CellSheet } from './CellSheet.tsx'
import { GoalTabs } from './GoalTabs.tsx'
import { PasteSheet } from './PasteSheet.tsx'
import { ProposalSheet } from './ProposalSheet.tsx'
import { type ChosenCell, sayPeriod } from './say-period.ts'
import { sayGoal } from './say-number.ts'
import './targets.css'

/** The targets of a year: months, quarters and the year, for whom one chooses; each opens to its history. */
export function TargetsPage() {
  const t = useWords(targetWords)
  const { search, setSearch } = useNavigation()
  const maySet = useCan('targets.set')
  const thisYear = Number(dayOf(useNow(), useTimeZone()).slice(0, 4))
  const year = Number(search.year) || thisYear
  const metric = targetNumbers.find((one) => one === search.metric) ?? 'deals'
  const scope = targetScopes.find((one) => one === search.scope) ?? 'store'
  const [open, setOpen] = useState<'cell' | 'propose' | 'paste'>()
  const [chosen, setChosen] = useState<ChosenCell>()
  const table = useAsk(
    getTargets,
    { query: { year, metric, scope } },
    { live: ['targets.*'], keep: true },
  )
  const close = () => setOpen(undefined)
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>
          {t('target')} {year}
        </h1>
        <div className="k-line goal-tools">
          {maySet ? (
            <>
              <Button kind="primary" onClick={() => setOpen('propose')}>
                {t('tools')}
              </Button>
              <Button onClick={() => setOpen('paste')}>{t('pasteTitle')}</Button>
            </>
          ) : null}
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </div>
      </div>
      <GoalTabs tab="/targets/table" />
      <div className="k-stack goal-tools">
        <Choice
          label={t('number')}
          value={metric}
          onChange={(next) => setSearch({ metric: next })}
          options={targetNumbers.map((value) => ({ value, label: t(value) }))}
        />
        <div className="k-line">
          <Choice
            label={t('forWhom')}
            value={scope}
            onChange={(next) => setSearch({ scope: next })}
            options={targetScopes.map((value) => ({ value, label: t(value) }))}
          />
          <Select
            aria-label={t('year')}
            style={{ width: 'auto' }}
            value={String(year)}
            onChange={(next) => setSearch({ year: next })}
            options={[-2, -1, 0, 1].map((by) => ({
              value: String(thisYear + by),
              label: String(thisYear + by),
            }))}
          />
        </div>
      </div>
      {table.error ? <Failure error={table.error} onRetry={() => void table.refetch()} /> : null}
      {table.data === undefined ? (
        table.error ? null : (
          <Skeleton rows={6} />
        )
      ) : table.data.rows.length === 0 ? (
        <EmptyState title={t('noSubjects')}>{t('noSubjectsHint')}</EmptyState>
      ) : (
        <Year
          table={table.data}
          onOpen={(cell) => {
            setChosen({ metric, scope, ...cell })
            setOpen('cell')
          }}
        />
      )}
      {open === 'cell' && chosen ? (
        <CellSheet chosen={chosen} maySet={maySet} onClose={close} />
      ) : null}
      {open === 'propose' ? (
        <ProposalSheet
          metric={metric}
          scope={scope}
          year={year}
          rows={table.data?.rows ?? []}
          onClose={close}
        />
      ) : null}
      {open === 'paste' && table.data ? (
        <PasteSheet table={table.data} metric={metric} scope={scope} onClose={close} />
      ) : null}
    </div>
  )
}

function Year(props: {
  table: TargetTable
  onOpen: (cell: { subject: string; name: string; cell: TargetCell }) => void
}) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const { table } = props
  const periods = table.rows[0]?.cells.map((cell) => cell.period) ?? []
  const order = [...periods.slice(5), ...periods.slice(1, 5), ...periods.slice(0, 1)]
  return (
    <div className="goal-scroll k-card" role="region" aria-label={t('target')} tabIndex={0}>
      <table className="goal-table">
        <thead>
          <tr>
            <th scope="col">{t(table.scope as TargetScope)}</th>
            {order.map((period) => (
              <th key={period} scope="col">
                {sayPeriod(period, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const name = locale === 'zh' ? row.name : row.nameEn
            return (
              <tr key={row.subject}>
                <th scope="row">{name}</th>
                {order.map((period) => {
                  const cell = row.cells.find((one) => one.period === period)
                  const done = row.done[period]
                  if (!cell) return <td key={period}>—</td>
                  const sum = cell.value === null ? sumOfMonths(row.cells, period) : undefined
                  const text =
                    cell.value !== null
                      ? sayGoal(table.metric, cell.value, locale)
                      : sum === undefined
                        ? '·'
                        : `Σ ${sayGoal(table.metric, sum, locale)}`
                  return (
                    <td key={period}>
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
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What a quarter or year without a target of its own is measured by: its months, when all have one. */
function sumOfMonths(cells: readonly TargetCell[], period: string): number | undefined {
  const [year, part] = period.split('-')
  if (part !== undefined && !part.startsWith('Q')) return undefined
  const first = part === undefined ? 1 : Number(part.slice(1)) * 3 - 2
  const last = part === undefined ? 12 : first + 2
  const months = cells.filter((cell) => {
    const month = Number(/^\d{4}-(\d\d)$/.exec(cell.period)?.[1])
    return cell.period.startsWith(`${year}-`) && month >= first && month <= last
  })
  if (months.some((cell) => cell.value === null)) return undefined
  return months.reduce((sum, cell) => sum + (cell.value ?? 0), 0)
}
