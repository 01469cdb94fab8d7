import { Fragment } from 'react'
import type { CallOutput } from '#shared/contract.ts'
import { addDays } from '#shared/days.ts'
import { useAsk } from '#ui/ask.ts'
import { CallError } from '#ui/call-error.ts'
import { dayOf, sayDate, sayYuan } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { FailedPage } from '#ui/light/FailedPage.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { getCard } from '../contract.ts'
import type { Card } from '../contracts/card.ts'
import {
  type CardStanding,
  type ChangeField,
  listCardChanges,
  readCardStanding,
} from '../contracts/card-history.ts'
import { lifeWords } from '../life-words.ts'
import { cardWords } from '../words.ts'
import { sayClosing } from '../closing.ts'
import './life.css'

type Change = CallOutput<typeof listCardChanges>['items'][number]

const fieldWords = {
  state: 'fieldState',
  stage: 'fieldStage',
  level: 'fieldLevel',
  owner: 'fieldOwner',
  expected_on: 'fieldExpected',
  due_on: 'fieldDue',
  shares: 'fieldShares',
  expected_amount: 'fieldAmount',
  origin: 'fieldOrigin',
} as const satisfies Record<ChangeField, keyof typeof lifeWords>
const fields = Object.keys(fieldWords) as ChangeField[]

/** Everything that happened to a card, step by step, and the card as it was on any past day. */
export function CardChangesPage() {
  const t = useWords(lifeWords)
  const { params, search, setSearch, go } = useNavigation()
  const id = params.id ?? ''
  const today = dayOf(useNow(), useTimeZone())
  const field = fields.find((one) => one === search.field)
  const card = useAsk(getCard, { params: { id } }, { live: ['opportunities.*'] })
  const changes = useAsk(
    listCardChanges,
    { params: { id }, query: field ? { field } : {} },
    { live: ['opportunities.*'], keep: true },
  )
  const day = search.day && search.day < today ? search.day : undefined
  if (card.error) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  if (!card.data) return <Skeleton rows={8} />
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('changesOf', { name: card.data.customerName })}</h1>
        <Button onClick={() => go(`/customers/${card.data.customerId}`)}>{t('back')}</Button>
      </div>
      <p className="k-muted">{t('changesHint')}</p>
      <div className="k-line">
        <Field label={t('asOf')} hint={t('asOfHint')}>
          <TextInput
            type="date"
            max={addDays(today, -1)}
            min={card.data.openedOn}
            value={day ?? ''}
            onChange={(value) => setSearch({ day: value || undefined }, { replace: true })}
          />
        </Field>
        {day ? (
          <Button onClick={() => setSearch({ day: undefined }, { replace: true })}>
            {t('asOfNow')}
          </Button>
        ) : null}
        <Field label={t('whatChanged')}>
          <Select
            value={field ?? ''}
            placeholder={t('allFields')}
            onChange={(value) => setSearch({ field: value || undefined }, { replace: true })}
            options={fields.map((value) => ({ value, label: t(fieldWords[value]) }))}
          />
        </Field>
      </div>
      {day ? <AsOf card={card.data} day={day} /> : null}
      {changes.error ? (
        <Failure error={changes.error} onRetry={() => void changes.refetch()} />
      ) : null}
      {changes.data === undefined ? (
        changes.error ? null : (
          <Skeleton rows={6} />
        )
      ) : changes.data.items.length === 0 ? (
        <EmptyState title={t('noChanges')} />
      ) : (
        <Changes {...changes.data} />
      )}
    </div>
  )
}

/** The card as it was known when a day ended. */
function AsOf({ card, day }: { card: Card; day: string }) {
  const t = useWords(lifeWords)
  const words = useWords(cardWords)
  const locale = useLocale()
  const answer = useAsk(
    readCardStanding,
    { params: { id: card.id }, query: { day } },
    { keep: true },
  )
  const isMissing = answer.error instanceof CallError && answer.error.status === 404
  if (isMissing) return <Notice tone="blocked">{t('asOfMissing')}</Notice>
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Skeleton rows={2} />
  const then: CardStanding = answer.data
  const facts: [string, string][] = [
    [t('fieldState'), words(then.state)],
    [t('fieldStage'), `${then.stage}%`],
    [t('fieldLevel'), then.level],
    [t('fieldOwner'), then.ownerName ?? '—'],
    [t('fieldExpected'), sayDate(then.expectedOn, locale)],
    [t('fieldAmount'), then.expectedAmountFen > 0 ? sayYuan(then.expectedAmountFen, locale) : '—'],
    [
      t('fieldShares'),
      then.shares
        .map((one) => t('sharesOf', { name: one.name ?? '—', n: one.percent }))
        .join(' · ') || '—',
    ],
  ]
  return (
    <section className="k-card" aria-label={`${t('asOf')} ${day}`}>
      <h2>
        {t('asOf')} {sayDate(day, locale)}
      </h2>
      <dl className="customer-facts">
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong>
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}

function Changes({ items, people }: { items: Change[]; people: Record<string, string> }) {
  const t = useWords(lifeWords)
  const words = useWords(cardWords)
  const locale = useLocale()
  const zone = useTimeZone()
  const value = useValues(people)
  return (
    <table className="changes-table">
      <thead>
        <tr>
          <th scope="col">{t('whatChanged')}</th>
          <th scope="col">
            {t('from')} → {t('to')}
          </th>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('reason')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id} data-back={one.takenBackAt ? true : undefined}>
            <td>
              <strong>{t(fieldWords[one.field])}</strong>
              <div className="k-muted">
                <When at={one.recordedAt} />
                {dayOf(new Date(one.recordedAt), zone) === one.effectiveOn
                  ? null
                  : ` · ${t('effective', { day: sayDate(one.effectiveOn, locale) })}`}
              </div>
            </td>
            <td>
              {one.from === null ? null : `${value(one.field, one.from)} → `}
              <strong>{value(one.field, one.to)}</strong>
            </td>
            <td>{one.actorName ?? t('bySystem')}</td>
            <td className="changes-why">
              {one.takenBackAt ? <Badge>{t('takenBack')}</Badge> : null}{' '}
              {one.reason ? sayClosing(words, one.reason) : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value of the history as people read it. */
function useValues(people: Record<string, string>) {
  const t = useWords(lifeWords)
  const words = useWords(cardWords)
  const locale = useLocale()
  return (field: ChangeField, text: string | null): string => {
    if (text === null || text === '') return t('none')
    switch (field) {
      case 'state':
        return Object.hasOwn(cardWords, text) ? words(text as keyof typeof cardWords) : text
      case 'origin':
        return Object.hasOwn(lifeWords, text) ? t(text as 'visit') : text
      case 'stage':
        return `${text}%`
      case 'owner':
        return people[text] ?? '—'
      case 'expected_amount':
        return Number(text) > 0 ? sayYuan(Number(text), locale) : t('none')
      case 'shares':
        return text
          .split(' ')
          .map((part) => {
            const [personId = '', n = ''] = part.split(':')
            return t('sharesOf', { name: people[personId] ?? '—', n })
          })
          .join(' · ')
      default:
        return /^\d{4}-\d\d-\d\d$/.test(text) ? sayDate(text, locale) : text
    }
  }
}
