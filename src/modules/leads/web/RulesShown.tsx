import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import type { getLeadRules } from '../contracts/lead-rules.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { leadWords } from '../words.ts'

type Rules = CallOutput<typeof getLeadRules>

/** The rules as they are, for those who may see leads and not change the store. */
export function RulesShown({ data }: { data: Rules }) {
  const t = useWords(leadSettingsWords)
  const { rules } = data
  const tryAt = ({ days, at }: { days: number; at: string }) =>
    days === 0 ? t('sameDay', { at }) : t('daysLater', { n: days, at })
  const facts: [string, string][] = [
    [t('target'), t('minutesN', { n: rules.targetMinutes })],
    [t('rise'), t('minutesN', { n: rules.riseMinutes })],
    [t('maxOpen'), rules.maxOpen === 0 ? t('noLimit') : String(rules.maxOpen)],
    [t('againDays'), t('daysN', { n: rules.againDays })],
    [t('team'), data.teams.find(({ id }) => id === rules.teamId)?.name ?? t('noTeam')],
    [t('retryShown'), rules.retryPlan.map(tryAt).join('\n') || '—'],
    [t('nurtureB'), rules.nurtureDays.B.join(', ')],
    [t('nurtureC'), rules.nurtureDays.C.join(', ')],
  ]
  return (
    <>
      <Notice>{t('readOnly')}</Notice>
      <dl className="k-card leads-rules">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <AssignmentShown data={data} />
      <QuestionsShown data={data} />
    </>
  )
}

function AssignmentShown({ data }: { data: Rules }) {
  const t = useWords(leadSettingsWords)
  const words = useWords(leadWords)
  const locale = useLocale()
  const pick = (zh: string, en: string) => (locale === 'en' && en !== '' ? en : zh)
  const sources = useAsk(listOptionsRoute, { query: { kind: 'source' } })
  const series = useAsk(listSeriesRoute, { query: {} })
  const names = new Map([
    ...(sources.data?.items ?? []).map((one) => [one.id, pick(one.label, one.labelEn)] as const),
    ...(series.data?.items ?? []).map((one) => [one.id, pick(one.name, one.nameEn)] as const),
    ...data.people.map(({ id, name }) => [id, name] as const),
  ])
  const named = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? [])
  return (
    <section className="k-stack" aria-label={t('rules')}>
      <h2>{t('rules')}</h2>
      {data.rules.assignment.length === 0 ? <p className="k-muted">{t('noRules')}</p> : null}
      {data.rules.assignment.map((rule, index) => (
        <div key={index} className="k-card">
          <strong>{rule.name}</strong>
          <p className="k-muted">
            {[
              ...rule.origins.map((one) => words(one)),
              ...named(rule.sourceIds),
              ...named(rule.seriesIds),
              t(rule.hours),
            ].join(' · ')}
          </p>
          <p>
            {t('rulePeople')} {named(rule.personIds).join(' · ') || '—'}
          </p>
        </div>
      ))}
    </section>
  )
}

function QuestionsShown({ data }: { data: Rules }) {
  const t = useWords(leadSettingsWords)
  const locale = useLocale()
  const phrase = (of: { zh: string; en: string }) => (locale === 'en' ? of.en : of.zh)
  return (
    <section className="k-stack" aria-label={t('questions')}>
      <h2>{t('questions')}</h2>
      {data.rules.questions.map((question) => (
        <div key={question.key} className="k-card">
          <strong>{phrase(question)}</strong>
          <p className="k-muted">
            {question.options
              .map((option) => [phrase(option), option.grade].filter(Boolean).join(' '))
              .join(' · ') || t('words')}
          </p>
        </div>
      ))}
    </section>
  )
}
