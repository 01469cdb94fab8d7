import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getPace,
  getTargets,
  setTargets,
  type TargetChange,
  type TargetNumber,
  type TargetScope,
  type TargetTable,
} from '../contract.ts'
import { targetWords } from '../words.ts'
import { typedGoal } from './say-number.ts'

/** Targets copied from a sheet: a name, then twelve months. */
export function PasteSheet(props: {
  table: TargetTable
  metric: TargetNumber
  scope: TargetScope
  onClose: () => void
}) {
  const t = useWords(targetWords)
  const toast = useToast()
  const [text, setText] = useState('')
  const set = useDo(setTargets, { refresh: [getTargets, getPace] })
  const { cells, unknown } = readPasted(text, props)
  const save = async () => {
    const { set: count } = await set.mutateAsync({ body: { cells, origin: 'paste' } })
    toast(t('adopted', { n: count }))
    props.onClose()
  }
  return (
    <Sheet open onClose={props.onClose} title={t('pasteTitle')}>
      <div className="k-form">
        <Field label={t('pasteTitle')} hint={t('pasteHint')} required>
          <TextArea value={text} onChange={setText} rows={8} />
        </Field>
        {unknown.length > 0 ? (
          <Notice tone="blocked">{t('pasteUnknown', { names: unknown.join('、') })}</Notice>
        ) : null}
        <p className="k-muted">{t('pasteRead', { n: cells.length })}</p>
        {set.error ? <Failure error={set.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={set.isPending}
          aria-disabled={cells.length === 0 || undefined}
          onClick={() => (cells.length > 0 ? void save().catch(() => undefined) : undefined)}
        >
          {t('pasteUse')}
        </Button>
      </div>
    </Sheet>
  )
}

/** Lines of a name and numbers by month; a table with one row alone needs no name. */
export function readPasted(
  text: string,
  given: { table: Pick<TargetTable, 'rows' | 'year'>; metric: TargetNumber; scope: TargetScope },
): { cells: TargetChange[]; unknown: string[] } {
  const { table, metric, scope } = given
  const cells: TargetChange[] = []
  const unknown: string[] = []
  for (const line of text.split('\n')) {
    const [first = '', ...rest] = line.split('\t').map((cell) => cell.trim())
    if (first === '' && rest.every((cell) => cell === '')) continue
    const named = table.rows.find((row) => row.name === first || row.nameEn === first)
    const isNumber = typedGoal(metric, first) !== undefined
    const row = named ?? (table.rows.length === 1 && isNumber ? table.rows[0] : undefined)
    if (!row) {
      if (first !== '') unknown.push(first)
      continue
    }
    const values = named ? rest : [first, ...rest]
    for (const [place, value] of values.slice(0, 12).entries()) {
      const goal = typedGoal(metric, value)
      const period = `${table.year}-${String(place + 1).padStart(2, '0')}`
      const cell = row.cells.find((one) => one.period === period)
      if (goal !== undefined && cell)
        cells.push({
          metric,
          scope,
          subject: row.subject,
          period,
          value: goal,
          revision: cell.revision,
        })
    }
  }
  return { cells, unknown }
}
