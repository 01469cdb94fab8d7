import { useState } from 'react'
import { useDo } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getMinutes, getMorning, type MorningPerson, putNote } from '../contract.ts'
import { meetingWords } from '../words.ts'

/** What is decided for a consultant, and the tick that they have been gone through. */
export function DecisionForm(props: { person: MorningPerson; day: string; onDone: () => void }) {
  const { person, day, onDone } = props
  const t = useWords(meetingWords)
  const toast = useToast()
  const mayRun = useCan('meetings.run', 'team')
  const { note } = person
  const [decision, setDecision] = useState(note?.decision ?? '')
  const put = useDo(putNote, { refresh: [getMorning, getMinutes] })
  const save = async (isDone: boolean) => {
    await put.mutateAsync({
      params: { day, id: person.id ?? '' },
      body: { version: note?.version ?? 0, decision: decision.trim(), isDone },
    })
    toast(isDone ? t('markDone') : t('saved'))
    if (isDone && !note?.doneAt) onDone()
  }
  if (!mayRun) return null
  return (
    <section className="k-card k-stack meeting-decision" aria-label={t('decision')}>
      <Field label={t('decision')} hint={t('decisionHint')}>
        <TextArea value={decision} onChange={setDecision} rows={4} maxLength={2000} />
      </Field>
      {put.error ? <Failure error={put.error} /> : null}
      {note?.doneAt ? (
        <Badge tone="done">{t('doneBy', { name: note.doneByName ?? '' })}</Badge>
      ) : null}
      <div className="k-line">
        <Button
          kind="primary"
          busy={put.isPending}
          onClick={() => void save(!note?.doneAt).catch(() => undefined)}
        >
          {t(note?.doneAt ? 'markOpen' : 'markDone')}
        </Button>
        <Button
          busy={put.isPending}
          onClick={() => void save(Boolean(note?.doneAt)).catch(() => undefined)}
        >
          {t('saveDecision')}
        </Button>
      </div>
    </section>
  )
}
