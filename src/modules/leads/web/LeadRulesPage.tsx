import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { Form, type FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { origins } from '../contract.ts'
import { getLeadRules, type LeadRules, ruleHours, setLeadRules } from '../contracts/lead-rules.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { leadTitles } from '../titles.ts'
import { leadWords } from '../words.ts'
import { freshKey, readDays, readOptions, readPlan, sayOptions, sayPlan } from './rules-form.ts'
import { Ticks } from './Ticks.tsx'
import './leads.css'

type Rule = LeadRules['assignment'][number]
type Question = LeadRules['questions'][number] & { typed: string }
interface Values {
  targetMinutes: string
  maxOpen: string
  againDays: string
  teamId: string
  retry: string
  nurtureB: string
  nurtureC: string
  assignment: Rule[]
  questions: Question[]
}

/** The store's rules for leads: target, tries, nurture, team, assignment, questions. */
export function LeadRulesPage() {
  const title = useWords(leadTitles)
  const answer = useAsk(getLeadRules, {})
  return (
    <div className="k-stack leads-narrow">
      <h1>{title('leadRules')}</h1>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton rows={8} height={56} />
      ) : (
        <RulesForm key={answer.data.rules.version} data={answer.data} />
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
    const wrong = values.questions.find(
      (one) => typeof readOptions(one.typed, one.options) === 'number',
    )
    return {
      ...(typeof plan === 'number' ? { retry: t('wrongLine', { n: plan }) } : {}),
      ...(readDays(values.nurtureB) ? {} : { nurtureB: t('wrongDays') }),
      ...(readDays(values.nurtureC) ? {} : { nurtureC: t('wrongDays') }),
      ...(wrong
        ? { questions: t('wrongLine', { n: Number(readOptions(wrong.typed, wrong.options)) }) }
        : values.questions.some(({ zh }) => zh.trim() === '')
          ? { questions: t('needed') }
          : {}),
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
          maxOpen: String(rules.maxOpen),
          againDays: String(rules.againDays),
          teamId: rules.teamId ?? '',
          retry: sayPlan(rules.retryPlan),
          nurtureB: rules.nurtureDays.B.join(', '),
          nurtureC: rules.nurtureDays.C.join(', '),
          assignment: rules.assignment,
          questions: rules.questions.map((one) => ({ ...one, typed: sayOptions(one.options) })),
        }}
        required={['targetMinutes', 'maxOpen', 'againDays']}
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
    maxOpen: Number(values.maxOpen),
    againDays: Number(values.againDays),
    teamId: values.teamId || null,
    retryPlan: typeof plan === 'number' ? [] : plan,
    nurtureDays: { B: readDays(values.nurtureB) ?? [], C: readDays(values.nurtureC) ?? [] },
    assignment: values.assignment,
    questions: values.questions.map(({ typed, ...question }) => {
      const options = readOptions(typed, question.options)
      const read = typeof options === 'number' ? [] : options
      return {
        ...question,
        en: question.en.trim() === '' ? question.zh : question.en,
        kind: read.length === 0 ? ('text' as const) : ('choice' as const),
        options: read,
      }
    }),
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

function Assignment(props: {
  form: FormFields<Values>
  people: readonly { id: string; name: string }[]
}) {
  const t = useWords(leadSettingsWords)
  const { form } = props
  const rules = form.values.assignment
  const set = (index: number, change: Partial<Rule>) =>
    form.set({ assignment: rules.map((one, at) => (at === index ? { ...one, ...change } : one)) })
  const { error } = form.field('assignment')
  return (
    <section className="k-stack" aria-label={t('rules')}>
      <h2>{t('rules')}</h2>
      <p className="k-muted">{t('rulesHint')}</p>
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      {rules.map((rule, index) => (
        <div key={index} className="k-card k-stack">
          <OneRule rule={rule} people={props.people} onChange={(change) => set(index, change)} />
          <div>
            <Button onClick={() => form.set({ assignment: rules.filter((_, at) => at !== index) })}>
              {t('remove')}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          onClick={() =>
            form.set({
              assignment: [
                ...rules,
                {
                  name: '',
                  origins: [],
                  sourceIds: [],
                  seriesIds: [],
                  hours: 'any',
                  personIds: [],
                },
              ],
            })
          }
        >
          {t('addRule')}
        </Button>
      </div>
    </section>
  )
}

function OneRule(props: {
  rule: Rule
  people: readonly { id: string; name: string }[]
  onChange: (change: Partial<Rule>) => void
}) {
  const t = useWords(leadSettingsWords)
  const words = useWords(leadWords)
  const locale = useLocale()
  const { rule, onChange } = props
  const sources = useAsk(listOptionsRoute, { query: { kind: 'source', state: 'active' } })
  const series = useAsk(listSeriesRoute, { query: { state: 'active' } })
  const pick = (zh: string, en: string) => (locale === 'en' && en !== '' ? en : zh)
  return (
    <>
      <Field label={t('ruleName')} required>
        <TextInput value={rule.name} maxLength={60} onChange={(name) => onChange({ name })} />
      </Field>
      <Field group label={t('ruleOrigins')}>
        <Ticks
          value={rule.origins}
          onChange={(next) => onChange({ origins: next })}
          options={origins.map((value) => ({ value, label: words(value) }))}
        />
      </Field>
      <Field group label={t('ruleSources')}>
        <Ticks
          value={rule.sourceIds}
          onChange={(sourceIds) => onChange({ sourceIds })}
          options={(sources.data?.items ?? []).map((one) => ({
            value: one.id,
            label: pick(one.label, one.labelEn),
          }))}
        />
      </Field>
      <Field group label={t('ruleSeries')}>
        <Ticks
          value={rule.seriesIds}
          onChange={(seriesIds) => onChange({ seriesIds })}
          options={(series.data?.items ?? [])
            .filter(({ isOwn }) => isOwn)
            .map((one) => ({ value: one.id, label: pick(one.name, one.nameEn) }))}
        />
      </Field>
      <Field group label={t('ruleHours')} required>
        <Choice
          value={rule.hours}
          onChange={(hours) => onChange({ hours })}
          options={ruleHours.map((value) => ({ value, label: t(value) }))}
        />
      </Field>
      <Field group label={t('rulePeople')} required>
        <Ticks
          value={rule.personIds}
          onChange={(personIds) => onChange({ personIds })}
          options={props.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
    </>
  )
}

function Questions({ form }: { form: FormFields<Values> }) {
  const t = useWords(leadSettingsWords)
  const all = form.values.questions
  const put = (questions: Question[]) => form.set({ questions })
  const set = (index: number, change: Partial<Question>) =>
    put(all.map((one, at) => (at === index ? { ...one, ...change } : one)))
  const { error } = form.field('questions')
  return (
    <section className="k-stack" aria-label={t('questions')}>
      <h2>{t('questions')}</h2>
      {error ? <Notice tone="overdue">{error}</Notice> : null}
      {all.map((question, index) => (
        <div key={question.key} className="k-card k-stack">
          <Field label={t('questionZh')} required>
            <TextInput value={question.zh} maxLength={200} onChange={(zh) => set(index, { zh })} />
          </Field>
          <Field label={t('questionEn')}>
            <TextInput value={question.en} maxLength={200} onChange={(en) => set(index, { en })} />
          </Field>
          <div className="leads-lines">
            <Field label={t('options')} hint={t('optionsHint')}>
              <TextArea
                rows={Math.max(2, question.typed.split('\n').length)}
                value={question.typed}
                onChange={(typed) => set(index, { typed })}
              />
            </Field>
          </div>
          <div className="k-line">
            {index > 0 ? (
              <Button
                onClick={() => put(all.toSpliced(index, 1).toSpliced(index - 1, 0, question))}
              >
                {t('up')}
              </Button>
            ) : null}
            <Button onClick={() => put(all.toSpliced(index, 1))}>{t('remove')}</Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          onClick={() =>
            put([
              ...all,
              {
                key: freshKey(all.map(({ key }) => key)),
                zh: '',
                en: '',
                kind: 'text',
                options: [],
                typed: '',
              },
            ])
          }
        >
          {t('addQuestion')}
        </Button>
      </div>
    </section>
  )
}
