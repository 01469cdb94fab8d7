import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getPace,
  getTargetHistory,
  getTargets,
  moneyNumbers,
  setTargets,
  type TargetChange,
  type TargetNumber,
  type TargetScope,
  type TargetTable,
} from '../contract.ts'
import { sayPeriod, sheetPeriods } from '../periods-said.ts'
import { targetWords } from '../words.ts'
import type { ValueOf } from './grid-sums.ts'
import { splitPasted } from './read-pasted.ts'
import { goalText, typedGoal } from './say-number.ts'
import { YearFrame } from './YearTable.tsx'

/**
 * The year to be filled in as in a sheet: arrows and Enter go up and down, Tab along, a block copied
 * from Excel fills from the cell it is pasted into. Nothing is kept until saved, then all at once.
 */
export function YearGrid(props: {
  /** As it is now: after a refusal what others set meanwhile is seen by its new revision. */
  table: TargetTable
  metric: TargetNumber
  scope: TargetScope
  onClose: () => void
}) {
  const { table, metric, scope } = props
  const t = useWords(targetWords)
  const locale = useLocale()
  const toast = useToast()
  const { LeaveGuard } = useNavigation()
  const frame = useRef<HTMLDivElement>(null)
  const set = useDo(setTargets, { refresh: [getTargets, getPace, getTargetHistory] })
  const [known, setKnown] = useState(table)
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>({})
  const periods = sheetPeriods(table.year)
  const subjects = table.rows.map((row) => row.subject)
  const cellOf = (subject: string, period: string) =>
    known.rows.find((row) => row.subject === subject)?.cells.find((one) => one.period === period)
  const textOf = (subject: string, period: string) =>
    draft[keyOf(subject, period)] ?? goalText(metric, cellOf(subject, period)?.value ?? null)
  const valueOf: ValueOf = (subject, period) => typedGoal(metric, textOf(subject, period)) ?? null
  const isWrong = (subject: string, period: string) => {
    const text = textOf(subject, period).trim()
    return text !== '' && typedGoal(metric, text) === undefined
  }
  const all = subjects.flatMap((subject) => periods.map((period) => ({ subject, period })))
  const wrong = all.filter(({ subject, period }) => isWrong(subject, period)).length
  const changes = all.flatMap(({ subject, period }): TargetChange[] => {
    const cell = cellOf(subject, period)
    const value = valueOf(subject, period)
    if (!cell || isWrong(subject, period) || value === cell.value) return []
    return [{ metric, scope, subject, period, value, revision: cell.revision }]
  })
  const isReady = changes.length > 0 && wrong === 0
  const save = async () => {
    const { set: count } = await set.mutateAsync({ body: { cells: changes, origin: 'hand' } })
    toast(t('adopted', { n: count }))
    props.onClose()
  }
  const focus = (row: number, column: number) =>
    frame.current?.querySelector<HTMLInputElement>(`[data-at="${row} ${column}"]`)?.focus()
  const onKey = (event: KeyboardEvent, row: number, column: number) => {
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    focus(row + by, column)
  }
  const onPaste = (event: ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '')
    if (!/[\t\n]/.test(text)) return
    event.preventDefault()
    const filled = splitPasted(text).flatMap((line, down) =>
      line.flatMap((cell, along): [string, string][] => {
        const subject = subjects[row + down]
        const period = periods[column + along]
        return subject === undefined || period === undefined || cell === ''
          ? []
          : [[keyOf(subject, period), cell]]
      }),
    )
    setDraft((before) => ({ ...before, ...Object.fromEntries(filled) }))
  }
  return (
    <div className="k-stack" ref={frame}>
      <LeaveGuard blocked={() => changes.length > 0 || wrong > 0} question={t('leaveGrid')} />
      <p className="k-muted">{t('gridHint')}</p>
      <YearFrame table={known} valueOf={valueOf}>
        {(line, period) => {
          const row = subjects.indexOf(line.subject)
          const column = periods.indexOf(period)
          const key = keyOf(line.subject, period)
          return (
            <input
              className="k-input goal-input"
              data-at={`${row} ${column}`}
              inputMode="decimal"
              autoComplete="off"
              autoFocus={row === 0 && column === 0}
              aria-label={`${locale === 'zh' ? line.name : line.nameEn} ${sayPeriod(period, t)} ${t('target')}`}
              aria-invalid={isWrong(line.subject, period) || undefined}
              data-wide={moneyNumbers.includes(metric) || undefined}
              data-changed={draft[key] !== undefined || undefined}
              value={textOf(line.subject, period)}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              onKeyDown={(event) => onKey(event, row, column)}
              onPaste={(event) => onPaste(event, row, column)}
            />
          )
        }}
      </YearFrame>
      {wrong > 0 ? <Notice tone="overdue">{t('gridWrong', { n: wrong })}</Notice> : null}
      {set.error ? (
        <Failure
          error={set.error}
          {...(set.error.status === 409
            ? {
                onRetry: () => {
                  setKnown(table)
                  set.reset()
                },
              }
            : {})}
        />
      ) : null}
      <div className="k-line goal-tools">
        <Button
          kind="primary"
          busy={set.isPending}
          aria-disabled={!isReady || undefined}
          onClick={() => (isReady ? void save().catch(() => undefined) : undefined)}
        >
          {t('saveChanges', { n: changes.length })}
        </Button>
        <Button onClick={props.onClose}>{t('cancel')}</Button>
      </div>
    </div>
  )
}

const keyOf = (subject: string, period: string): string => `${subject} ${period}`
