import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getPace, getTargetHistory, getTargets, setTargets } from '../contract.ts'
import { targetWords } from '../words.ts'
import { goalText, sayGoal, typedGoal } from './say-number.ts'
import { sayPeriod } from '../periods-said.ts'
import type { ChosenCell } from './chosen-cell.ts'

/** One target: its history, and for those who may the field to set it. */
export function CellSheet(props: { chosen: ChosenCell; maySet: boolean; onClose: () => void }) {
  const t = useWords(targetWords)
  const locale = useLocale()
  const toast = useToast()
  const timeZone = useTimeZone()
  const { metric, scope, subject, name, cell } = props.chosen
  const [text, setText] = useState(goalText(metric, cell.value))
  const [note, setNote] = useState('')
  const set = useDo(setTargets, { refresh: [getTargets, getPace, getTargetHistory] })
  const history = useAsk(getTargetHistory, {
    query: { metric, scope, subject, period: cell.period },
  })
  const value = typedGoal(metric, text)
  const save = async (next: number | null) => {
    await set.mutateAsync({
      body: {
        cells: [
          { metric, scope, subject, period: cell.period, value: next, revision: cell.revision },
        ],
        note,
      },
    })
    toast(t('saved'))
    props.onClose()
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={`${name} · ${cell.period.slice(0, 4)} ${sayPeriod(cell.period, t)} · ${t(metric)}`}
    >
      {props.maySet ? (
        <form
          className="k-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (value !== undefined) void save(value).catch(() => undefined)
          }}
        >
          <Field
            label={t('target')}
            required
            {...(text.trim() !== '' && value === undefined ? { error: t('cellWrong') } : {})}
          >
            <TextInput value={text} onChange={setText} inputMode="decimal" autoFocus />
          </Field>
          <Field label={t('note')}>
            <TextInput value={note} onChange={setNote} maxLength={300} />
          </Field>
          {set.error ? <Failure error={set.error} /> : null}
          <div className="k-line">
            <Button
              kind="primary"
              type="submit"
              busy={set.isPending}
              aria-disabled={value === undefined || undefined}
            >
              {t('save')}
            </Button>
            {cell.value === null ? null : (
              <Button onClick={() => void save(null).catch(() => undefined)}>{t('remove')}</Button>
            )}
          </div>
        </form>
      ) : null}
      <h3>{t('history')}</h3>
      {history.data === undefined ? <Skeleton rows={2} /> : null}
      <ul className="k-list">
        {(history.data?.items ?? []).map((item) => (
          <li key={item.revision} className="k-row">
            <span className="k-row-main">
              <strong className="k-number">
                {item.value === null ? t('took') : sayGoal(metric, item.value, locale)}
              </strong>
              <span className="k-muted">
                {t('setBy', {
                  name: item.setBy ?? '—',
                  day: item.setAt ? dayOf(new Date(item.setAt), timeZone) : '',
                })}
                {item.origin ? ` · ${t(item.origin)}` : ''}
                {item.note ? ` · ${item.note}` : ''}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
