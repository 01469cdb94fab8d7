import { useEffect, useRef, useState } from 'react'
import { listColleagues } from '#modules/access/contract.ts'
import { uuidv7 } from '#shared/ids.ts'
import { suggestGrade } from '#shared/lead-questions.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { CallError } from '#ui/call.ts'
import { sayInstant } from '#ui/format.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  contactLead,
  getLead,
  type Lead,
  type LeadGrade,
  type LeadRecord,
  leadGrades,
  listLeads,
} from '../contract.ts'
import { getLeadRules, type LeadRules } from '../contracts/lead-rules.ts'
import { leadQueue } from '../contracts/lead-work.ts'
import { leadWords } from '../words.ts'
import { workWords } from '../work-words.ts'

interface Values {
  id: string
  grade: LeadGrade | ''
  note: string
  consultantId: string
  expectedOn: string
  nextOn: string
  answers: Record<string, string>
}
type Questions = LeadRules['questions']

const keyGrades: Record<string, LeadGrade> = {
  a: 'A',
  b: 'B',
  c: 'C',
  d: 'D',
  u: 'unreached',
  x: 'invalid',
}

/** The fixed questions, the grade they suggest, and where the lead goes by it. */
export function CallForm(props: {
  lead: Pick<Lead, 'id' | 'attempts'>
  onDone: (lead: LeadRecord) => void
  submit?: string
}) {
  const t = useWords(workWords)
  const said = useSayDone()
  const toast = useToast()
  const rules = useAsk(getLeadRules, {})
  const note = useDo(contactLead, { refresh: [getLead, listLeads, leadQueue] })
  const questions = rules.data?.rules.questions ?? []
  // As it was when the form opened: news of another's call may not pass for having been seen.
  const [seen, setSeen] = useState(props.lead.attempts)
  const [called, setCalled] = useState<LeadRecord>()
  const initial: Values = {
    id: uuidv7(),
    grade: '',
    note: '',
    consultantId: '',
    expectedOn: '',
    nextOn: '',
    answers: {},
  }
  return (
    <Form<Values>
      initial={initial}
      required={['grade']}
      draft={`lead-call-${props.lead.id}`}
      focusFirst={false}
      submit={props.submit ?? t('save')}
      onSubmit={async (values) => {
        const body = { ...bodyOf(values, questions), attempts: seen }
        const done = await note
          .mutateAsync({ params: { id: props.lead.id }, body })
          .catch((error: unknown) => {
            const current = calledMeanwhile(error)
            if (current) {
              setCalled(current)
              setSeen(current.attempts)
            }
            throw error
          })
        toast(said(done))
        props.onDone(done)
      }}
    >
      {(form) => (
        <>
          {called ? <CalledMeanwhile lead={called} /> : null}
          <CallFields form={form} questions={questions} />
        </>
      )}
    </Form>
  )
}

/** The lead as somebody else's call left it while this one was being written. */
const calledMeanwhile = (error: unknown): LeadRecord | undefined =>
  error instanceof CallError && error.code === 'core.stale_version'
    ? (error.details.current as LeadRecord)
    : undefined

function CalledMeanwhile({ lead }: { lead: LeadRecord }) {
  const t = useWords(workWords)
  const words = useWords(leadWords)
  const step = lead.steps.findLast((one) => one.step === 'contacted')
  return (
    <Notice>
      {t('calledMeanwhile', {
        name: step?.personName ?? '',
        grade: lead.grade ? words(lead.grade) : '',
      })}{' '}
      {step?.note ?? ''}
    </Notice>
  )
}

function bodyOf(values: Values, questions: Questions) {
  const grade = values.grade || 'unreached'
  const asksDay = grade === 'B' || grade === 'C' || grade === 'unreached'
  return {
    id: values.id,
    grade,
    note: values.note,
    answers: questions.flatMap(({ key, kind }) => {
      const value = values.answers[key]?.trim() ?? ''
      if (value === '') return []
      return [kind === 'choice' ? { key, option: value } : { key, text: value }]
    }),
    ...(grade === 'A' && values.consultantId ? { consultantId: values.consultantId } : {}),
    ...(grade === 'A' && values.expectedOn ? { expectedOn: values.expectedOn } : {}),
    ...(asksDay && values.nextOn ? { nextOn: values.nextOn } : {}),
  } as const
}

function CallFields({ form, questions }: { form: FormFields<Values>; questions: Questions }) {
  const t = useWords(workWords)
  const words = useWords(leadWords)
  const locale = useLocale()
  const { grade, answers } = form.values
  const suggestion = suggestGrade(
    questions,
    Object.entries(answers).map(([key, option]) => ({ key, option })),
  )
  useGradeKeys((chosen) => form.set({ grade: chosen }))
  const answer = (key: string, value: string) => {
    const next = { ...answers, [key]: value }
    const hint = suggestGrade(
      questions,
      Object.entries(next).map(([of, option]) => ({ key: of, option })),
    )
    // Until somebody chose otherwise the grade follows the answers.
    const follows = grade === '' || grade === suggestion.grade
    form.set({ answers: next, ...(follows && hint.grade ? { grade: hint.grade } : {}) })
  }
  return (
    <>
      {questions.map((question) =>
        question.kind === 'choice' ? (
          <Field key={question.key} group label={question[locale]}>
            <Choice
              value={answers[question.key]}
              onChange={(value) => answer(question.key, value)}
              clearable
              onClear={() => answer(question.key, '')}
              options={question.options.map((one) => ({ value: one.key, label: one[locale] }))}
            />
          </Field>
        ) : (
          <Field key={question.key} label={question[locale]}>
            <TextInput
              value={answers[question.key] ?? ''}
              maxLength={500}
              onChange={(value) => answer(question.key, value)}
            />
          </Field>
        ),
      )}
      {suggestion.grade && suggestion.because && grade !== suggestion.grade ? (
        <Notice
          action={
            <Button kind="quiet" onClick={() => form.set({ grade: suggestion.grade ?? '' })}>
              {t('take')}
            </Button>
          }
        >
          {t('suggested', { grade: suggestion.grade, question: suggestion.because[locale] })}
        </Notice>
      ) : null}
      <Field group label={t('grade')} {...form.field('grade')}>
        <Choice<LeadGrade>
          value={grade || undefined}
          onChange={(chosen) => form.set({ grade: chosen })}
          options={leadGrades.map((value) => ({ value, label: words(value) }))}
        />
      </Field>
      {grade === 'A' ? <ForConsultant form={form} /> : null}
      {grade === 'B' || grade === 'C' || grade === 'unreached' ? (
        <Field label={t('nextOn')} hint={t('nextHint')} {...form.field('nextOn')}>
          <TextInput type="date" {...form.input('nextOn')} />
        </Field>
      ) : null}
      <Field label={t('note')} {...form.field('note')}>
        <TextArea rows={2} maxLength={4000} {...form.input('note')} />
      </Field>
    </>
  )
}

/** Of an A: who takes it over, and when the customer buys. */
function ForConsultant({ form }: { form: FormFields<Values> }) {
  const t = useWords(workWords)
  const staff = useAsk(listColleagues, {})
  return (
    <>
      <Field label={t('toConsultant')} {...form.field('consultantId')}>
        <Select
          {...form.input('consultantId')}
          placeholder={t('byRule')}
          options={(staff.data?.people ?? [])
            .filter(({ isConsultant }) => isConsultant)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t('expectedOn')} {...form.field('expectedOn')}>
        <TextInput type="date" {...form.input('expectedOn')} />
      </Field>
    </>
  )
}

/** Letters choose the grade while nobody types; Ctrl and Enter saves from anywhere. */
function useGradeKeys(choose: (grade: LeadGrade) => void): void {
  const latest = useRef(choose)
  useEffect(() => {
    latest.current = choose
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        const { target } = event
        const form = target instanceof HTMLElement ? target.closest('form') : null
        ;(form ?? document.querySelector<HTMLFormElement>('.leads-call form'))?.requestSubmit()
        return
      }
      const grade = keyGrades[event.key.toLowerCase()]
      if (!grade || isTyping(event)) return
      event.preventDefault()
      latest.current(grade)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

/** Whether a key belongs to a field, or to the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio]):not([type=checkbox]),textarea,select')
  )
}

/** What became of a lead by the grade of its call, in words. */
function useSayDone(): (lead: LeadRecord) => string {
  const t = useWords(workWords)
  const locale = useLocale()
  const now = useNow()
  const timeZone = useTimeZone()
  return (lead) => {
    const when = lead.dueAt ? sayInstant(new Date(lead.dueAt), now, locale, timeZone) : ''
    switch (lead.state) {
      case 'promoted':
        return t('gaveA', { name: lead.ownerName ?? '' })
      case 'nurture':
        return t('gaveNurture', { when })
      case 'lost_pending':
        return t('gaveLoss')
      case 'closed':
        return t('gaveInvalid')
      default:
        return t('gaveRetry', { when })
    }
  }
}
