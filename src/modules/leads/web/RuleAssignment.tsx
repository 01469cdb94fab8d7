import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import type { FormFields } from '#ui/Form.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { origins } from '../contract.ts'
import { ruleHours } from '../contracts/lead-rules.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { leadWords } from '../words.ts'
import type { Rule, RuleValues } from './rules-form.ts'
import { Ticks } from './Ticks.tsx'

/** The rules of assignment, from the first that counts to the last. */
export function Assignment(props: {
  form: FormFields<RuleValues>
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
