import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { type Column, DataTable, useTableState } from '#ui/DataTable.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState } from '#ui/light/Feedback.tsx'
import { usePages } from '#ui/pages.ts'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getPriorityFormula,
  lifeClasses,
  listPriorities,
  type PriorityLine,
} from '../contracts/priorities.ts'
import { forecastWords } from '../words.ts'
import { FormulaSheet } from './FormulaSheet.tsx'
import { sayReasons } from './priority-parts.tsx'

const phoneRow = { first: 'customer', end: 'priority', second: ['class', 'owner', 'reasons'] }

/** Customers by life-cycle class and priority, best first, each with why. */
export function PrioritiesPage() {
  const t = useWords(forecastWords)
  const mayChange = useCan('stores.manage')
  const seesOthers = useCan('customers.read', 'team')
  const [isEditing, setEditing] = useState(false)
  const formula = useAsk(getPriorityFormula, {})
  const state = useTableState({ filters: ['class', 'priority', 'owner'] })
  const pages = usePages(listPriorities, { query: state.filters })
  const limits = formula.data?.formula.limits
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('priorities')}</h1>
        {mayChange && formula.data ? (
          <Button onClick={() => setEditing(true)}>{t('editFormula')}</Button>
        ) : null}
      </div>
      {limits ? <p className="k-muted">{t('formulaHint', limits)}</p> : null}
      <div className="k-line">
        {(formula.data?.counts ?? []).map((cell) => (
          <Badge key={`${cell.class} ${cell.priority}`}>
            {t(cell.class)} {cell.priority}: {cell.n}
          </Badge>
        ))}
      </div>
      <DataTable<PriorityLine>
        name="priorities"
        label={t('priorities')}
        phone={phoneRow}
        columns={useColumns()}
        rowKey={(line) => line.customerId}
        state={state}
        pages={pages}
        open={(line) => `/customers/${line.customerId}`}
        filters={[
          {
            name: 'class',
            label: t('lifeClass'),
            kind: 'choice',
            options: lifeClasses.map((value) => ({ value, label: t(value) })),
          },
          {
            name: 'priority',
            label: t('priority'),
            kind: 'choice',
            options: ['1', '2', '3'].map((value) => ({
              value,
              label: `${t('priority')} ${value}`,
            })),
          },
          ...(seesOthers
            ? [
                {
                  name: 'owner',
                  label: t('consultant'),
                  kind: 'choice' as const,
                  options: [{ value: 'me', label: t('mine') }],
                },
              ]
            : []),
        ]}
        empty={<EmptyState title={t('noPriorities')}>{t('noPrioritiesHint')}</EmptyState>}
      />
      {isEditing && formula.data ? (
        <FormulaSheet known={formula.data} onClose={() => setEditing(false)} />
      ) : null}
    </div>
  )
}

function useColumns(): Column<PriorityLine>[] {
  const t = useWords(forecastWords)
  const locale = useLocale()
  return [
    { key: 'customer', title: t('customer'), width: 130, render: (line) => line.customer },
    { key: 'class', title: t('lifeClass'), width: 100, render: (line) => t(line.class) },
    {
      key: 'priority',
      title: t('priority'),
      width: 90,
      render: (line) => <Badge tone={line.priority === 1 ? 'due' : 'plain'}>{line.priority}</Badge>,
    },
    { key: 'points', title: t('points'), width: 80, align: 'right', render: (line) => line.points },
    {
      key: 'value',
      title: t('valuePoints'),
      width: 90,
      align: 'right',
      render: (line) => line.valuePoints,
    },
    {
      key: 'potential',
      title: t('potentialPoints'),
      width: 90,
      align: 'right',
      render: (line) => line.potentialPoints,
    },
    {
      key: 'reasons',
      title: t('reasons'),
      width: 360,
      render: (line) => sayReasons(line, locale),
    },
    {
      key: 'owner',
      title: t('consultant'),
      width: 100,
      render: (line) => line.ownerName ?? '—',
    },
  ]
}
