import { type ReactNode, useState } from 'react'
import type { Paper } from '#shared/paper.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { PaperView } from '#ui/PaperView.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getRegisterForm,
  getRegisterFormFile,
  getReportForm,
  getReportFormFile,
  getTrackingForm,
  getTrackingFormFile,
  setDayNote,
} from '../contract.ts'
import { formWords } from '../words.ts'
import { type AskedPhones, PaperActions } from './PaperActions.tsx'

const masked: AskedPhones = { phones: 'masked' }

/** What every form page shows of its answer: the sheet, the wait, or what went wrong. */
export function Answer(props: {
  answer: { data: Paper | undefined; error: unknown; refetch: () => unknown }
  children: ReactNode
}) {
  const { data, error, refetch } = props.answer
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton rows={12} height={28} />
  return (
    <div className="k-stack">
      <div className="forms-controls">{props.children}</div>
      <PaperView paper={data} />
    </div>
  )
}

export function RegisterForm({ from, to }: { from: string; to: string }) {
  const [asked, setAsked] = useState(masked)
  const query = { from, to, ...asked }
  const answer = useAsk(getRegisterForm, { query }, { live: ['showroom.*'] })
  return (
    <Answer answer={answer}>
      <PaperActions
        asked={asked}
        onAsk={setAsked}
        onFile={(format) => download(getRegisterFormFile, { query: { ...query, format } })}
      />
    </Answer>
  )
}

export function TrackingForm({ month, person }: { month: string; person: string | undefined }) {
  const [asked, setAsked] = useState(masked)
  const query = { month, person, ...asked }
  const answer = useAsk(getTrackingForm, { query }, { live: ['opportunities.*'] })
  return (
    <Answer answer={answer}>
      <PaperActions
        asked={asked}
        onAsk={setAsked}
        onFile={(format) => download(getTrackingFormFile, { query: { ...query, format } })}
      />
    </Answer>
  )
}

export function ReportForm({ day, person }: { day: string; person: string | undefined }) {
  const [asked, setAsked] = useState(masked)
  const query = { day, person, ...asked }
  const answer = useAsk(getReportForm, { query }, { live: ['opportunities.*', 'forms.*'] })
  const mayWrite = useCan('opportunities.assign')
  const { data } = answer
  return (
    <Answer answer={answer}>
      <div className="k-stack">
        <PaperActions
          asked={asked}
          onAsk={setAsked}
          onFile={(format) => download(getReportFormFile, { query: { ...query, format } })}
        />
        {mayWrite && data ? (
          <DayNoteForm
            key={`${data.personId} ${day} ${data.note.version}`}
            day={day}
            person={data.personId}
            note={data.note}
          />
        ) : null}
      </div>
    </Answer>
  )
}

function DayNoteForm(props: {
  day: string
  person: string
  note: { note: string; version: number }
}) {
  const t = useWords(formWords)
  const locale = useLocale()
  const toast = useToast()
  const [text, setText] = useState(props.note.note)
  const [error, setError] = useState<string>()
  const save = useDo(setDayNote, { refresh: [getReportForm] })
  return (
    <form
      className="k-stack forms-note"
      onSubmit={(event) => {
        event.preventDefault()
        const body = {
          day: props.day,
          person: props.person,
          note: text,
          version: props.note.version,
        }
        save.mutateAsync({ body }).then(
          () => toast(t('saved')),
          (failure: unknown) => setError(sayError(failure, locale)),
        )
      }}
    >
      <Field label={t('managerNote')} {...(error ? { error } : {})}>
        <TextArea value={text} rows={2} maxLength={2000} onChange={setText} />
      </Field>
      <div>
        <Button type="submit" busy={save.isPending} disabled={text === props.note.note}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
