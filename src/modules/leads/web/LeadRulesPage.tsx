import { useAsk, useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { getLeadRules, type LeadRules, setLeadRules } from '../contracts/lead-rules.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { leadTitles } from '../titles.ts'
import { Assignment } from './RuleAssignment.tsx'
import { Questions } from './RuleQuestions.tsx'
import {
  faultOf,
  mostDays,
  readDays,
  readPlan,
  readQuestion,
  type RuleValues as Values,
  sayPlan,
  typeQuestion,
} from './rules-form.ts'
import { RulesShown } from './RulesShown.tsx'
import './leads.css'

/** The store's rules for leads: changed by whoever manages the store, read by all who see its leads. */
export function LeadRulesPage() {
  const title = useWords(leadTitles)
  const manages = useCan('stores.manage')
  const answer = useAsk(getLeadRules, {})
  return (
    <div className="k-stack leads-narrow">
      <h1>{title('leadRules')}</h1>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton rows={8} height={56} />
      ) : manages ? (
        <RulesForm key={answer.data.rules.version} data={answer.data} />
      ) : (
        <RulesShown data={answer.data} />
      )}
    </div>
  )
}

type Data = NonNullable<ReturnType<typeof useAsk<typeof getLeadRules>>['data']>

function RulesForm({ data }: { data: Data }) {
  const t = useWords(leadSettingsWords)
  const toast = useToast()
  const set = useDo(setLeadRules, { refresh: [getLeadRules] })
  const { rules } = data
  const check = (values: Values): Partial<Record<keyof Values, string>> => {
    const plan = readPlan(values.retry)
    const fault = faultOf(values.questions)
    return {
      ...(typeof plan === 'number' ? { retry: t('wrongLine', { n: plan }) } : {}),
      ...(readDays(values.nurtureB) ? {} : { nurtureB: t('wrongDays') }),
      ...(readDays(values.nurtureC) ? {} : { nurtureC: t('wrongDays') }),
      ...(fault ? { questions: t(fault.what, { q: fault.q, n: fault.n, most: mostDays }) } : {}),
      ...(values.assignment.some(
        ({ name, personIds }) => name.trim() === '' || personIds.length === 0,
      )
        ? { assignment: t('needed') }
        : {}),
    }
  }
  return (
    <>
      <p className="k-muted">{t('about')}</p>
      {data.from === 'group' ? <Notice>{t('fromGroup')}</Notice> : null}
      <Form<Values>
        focusFirst={false}
        initial={{
          targetMinutes: String(rules.targetMinutes),
          riseMinutes: String(rules.riseMinutes),
          maxOpen: String(rules.maxOpen),
          againDays: String(rules.againDays),
          teamId: rules.teamId ?? '',
          retry: sayPlan(rules.retryPlan),
          nurtureB: rules.nurtureDays.B.join(', '),
          nurtureC: rules.nurtureDays.C.join(', '),
          assignment: rules.assignment,
          questions: rules.questions.map(typeQuestion),
        }}
        required={['targetMinutes', 'riseMinutes', 'maxOpen', 'againDays']}
        check={check}
        onSubmit={async (values) => {
          await set.mutateAsync({ body: bodyOf(values, rules.version) })
          toast(t('saved'))
        }}
      >
        {(form) => (
          <>
            <Plain form={form} teams={data.teams} />
            <Assignment form={form} people={data.people} />
            <Questions form={form} />
          </>
        )}
      </Form>
    </>
  )
}

function bodyOf(values: Values, version: number): LeadRules {
  const plan = readPlan(values.retry)
  return {
    version,
    targetMinutes: Number(values.targetMinutes),
    riseMinutes: Number(values.riseMinutes),
    maxOpen: Number(values.maxOpen),
    againDays: Number(values.againDays),
    teamId: values.teamId || null,
    retryPlan: typeof plan === 'number' ? [] : plan,
    nurtureDays: { B: readDays(values.nurtureB) ?? [], C: readDays(values.nurtureC) ?? [] },
    assignment: values.assignment,
    questions: values.questions.map(readQuestion),
  }
}

function Plain(props: {
  form: FormFields<Values>
  teams: readonly { id: string; name: string }[]
}) {
  const t = useWords(leadSettingsWords)
  const { form } = props
  return (
    <section className="k-card k-stack">
      <Field label={t('target')} {...form.field('targetMinutes')}>
        <TextInput type="number" min={1} max={2880} {...form.input('targetMinutes')} />
      </Field>
      <Field label={t('rise')} hint={t('riseHint')} {...form.field('riseMinutes')}>
        <TextInput type="number" min={0} max={2880} {...form.input('riseMinutes')} />
      </Field>
      <Field label={t('maxOpen')} {...form.field('maxOpen')}>
        <TextInput type="number" min={0} max={1000} {...form.input('maxOpen')} />
      </Field>
      <Field label={t('againDays')} {...form.field('againDays')}>
        <TextInput type="number" min={0} max={30} {...form.input('againDays')} />
      </Field>
      <Field label={t('team')} hint={t('teamHint')} {...form.field('teamId')}>
        <Select
          {...form.input('teamId')}
          placeholder={t('noTeam')}
          options={props.teams.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t('retry')} hint={t('retryHint')} {...form.field('retry')}>
        <TextArea rows={4} {...form.input('retry')} />
      </Field>
      <Field label={t('nurtureB')} hint={t('nurtureHint')} {...form.field('nurtureB')}>
        <TextInput {...form.input('nurtureB')} />
      </Field>
      <Field label={t('nurtureC')} hint={t('nurtureHint')} {...form.field('nurtureC')}>
        <TextInput {...form.input('nurtureC')} />
      </Field>
    </section>
  )
}
