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
import { download, sayError } from '#ui/call.ts'
import { useToast } from '#ui/light/Toast.tsx'
import { getTargets, targetNumbers, targetScopes } from '../contract.ts'
import { targetWords } from '../words.ts'
import { CellSheet } from './CellSheet.tsx'
import { GoalTabs } from './GoalTabs.tsx'
import { PasteSheet } from './PasteSheet.tsx'
import { ProposalSheet } from './ProposalSheet.tsx'
import { exportTargets } from '../contracts/target-sheet.ts'
import type { ChosenCell } from './chosen-cell.ts'
import { YearGrid } from './YearGrid.tsx'
import { YearTable } from './YearTable.tsx'
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
  const [open, setOpen] = useState<'cell' | 'propose' | 'paste' | 'grid'>()
  const [chosen, setChosen] = useState<ChosenCell>()
  const table = useAsk(
    getTargets,
    { query: { year, metric, scope } },
    { live: ['targets.*'], keep: true },
  )
  const locale = useLocale()
  const toast = useToast()
  const close = () => setOpen(undefined)
  const save = () =>
    download(exportTargets, { query: { year, metric, scope } }).then(
      () => toast(t('exported')),
      (error: unknown) => toast(sayError(error, locale)),
    )
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>
          {t('target')} {year}
        </h1>
        <div className="k-line goal-tools">
          {maySet && open !== 'grid' ? (
            <>
              <Button kind="primary" onClick={() => setOpen('grid')}>
                {t('fillIn')}
              </Button>
              <Button onClick={() => setOpen('propose')}>{t('tools')}</Button>
              <Button onClick={() => setOpen('paste')}>{t('pasteTitle')}</Button>
              <Button onClick={() => void save()}>{t('toExcel')}</Button>
            </>
          ) : null}
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </div>
      </div>
      <GoalTabs tab="/targets/table" />
      <fieldset className="k-stack goal-tools goal-plain" disabled={open === 'grid'}>
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
      </fieldset>
      {table.error ? <Failure error={table.error} onRetry={() => void table.refetch()} /> : null}
      {table.data === undefined ? (
        table.error ? null : (
          <Skeleton rows={6} />
        )
      ) : table.data.rows.length === 0 ? (
        <EmptyState title={t('noSubjects')}>{t('noSubjectsHint')}</EmptyState>
      ) : open === 'grid' ? (
        <YearGrid
          key={`${table.data.year} ${metric} ${scope}`}
          table={table.data}
          metric={metric}
          scope={scope}
          onClose={close}
        />
      ) : (
        <YearTable
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
