import { useState } from 'react'
import { factWords } from '#shared/customer-fact-words.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import { isDay } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useSession, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  getOneToOne,
  oneToOneProgress,
  putTick,
  readOneToOne,
  type Unfinished,
  unfinishedKinds,
} from '../contract.ts'
import { checkWords } from '../words.ts'
import { DutyNote } from './DutyNote.tsx'
import './checks.css'

const news = ['opportunities.*', 'showroom.*', 'checks.*'] as const

/** All unfinished work of a consultant on one page; the manager ticks it, the consultant reads it. */
export function OneToOnePage() {
  const t = useWords(checkWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const day = isDay(search.day) ? search.day : today
  const mayCheck = useCan('checks.one_to_one', 'team')
  const progress = useAsk(oneToOneProgress, { query: { day } }, { live: news, keep: true })
  const people = progress.data?.people ?? []
  const chosen = people.find((one) => one.id === search.person) ?? people[0]
  return (
    <div className="k-stack">
      <h1>{t('oneToOne')}</h1>
      <p className="k-muted">{t('oneToOneHint')}</p>
      <DutyNote work="one_to_one" />
      <div className="check-filters">
        <Field label={t('day')} required>
          <TextInput
            type="date"
            max={today}
            value={day}
            onChange={(value) => setSearch({ day: value }, { replace: true })}
          />
        </Field>
      </div>
      {progress.error ? (
        <Failure error={progress.error} onRetry={() => void progress.refetch()} />
      ) : null}
      {people.length > 1 ? (
        <nav className="check-people" aria-label={t('consultant')}>
          {people.map((one) => (
            <Button
              key={one.id}
              kind={one.id === chosen?.id ? 'primary' : 'plain'}
              aria-current={one.id === chosen?.id || undefined}
              onClick={() => setSearch({ person: one.id }, { replace: true })}
            >
              {one.name} {one.ticked}/{one.ticked + one.unfinished}
            </Button>
          ))}
        </nav>
      ) : null}
      {chosen ? (
        <>
          <div className="k-spread">
            <span>
              {t('progressOf', {
                unfinished: chosen.unfinished,
                ticked: chosen.ticked,
                toDo: chosen.toDo,
              })}
            </span>
            {chosen.ticked > 0 ? (
              <Badge tone={chosen.isRead ? 'done' : 'blocked'}>
                {t(chosen.isRead ? 'isRead' : 'notRead')}
              </Badge>
            ) : null}
          </div>
          <PersonCheck
            key={`${chosen.id}-${day}`}
            personId={chosen.id}
            day={day}
            mayCheck={mayCheck}
          />
        </>
      ) : progress.data ? (
        <EmptyState title={t('nothingUnfinished')} />
      ) : progress.error ? null : (
        <Skeleton rows={6} />
      )}
    </div>
  )
}

function PersonCheck(props: { personId: string; day: string; mayCheck: boolean }) {
  const { personId, day, mayCheck } = props
  const t = useWords(checkWords)
  const { person } = useSession()
  const check = useAsk(
    getOneToOne,
    { query: { person: personId, day } },
    { live: news, keep: true },
  )
  const read = useDo(readOneToOne, { refresh: [getOneToOne, oneToOneProgress] })
  const [working, setWorking] = useState<Unfinished>()
  const { data } = check
  if (check.error) return <Failure error={check.error} onRetry={() => void check.refetch()} />
  if (!data) return <Skeleton rows={6} />
  if (data.items.length === 0) return <EmptyState title={t('nothingUnfinished')} />
  const isMine = personId === person.id
  const isUnread = data.items.some((one) => one.tick && one.tick.readAt === null)
  return (
    <>
      {isMine && isUnread ? (
        <Notice
          action={
            <Button busy={read.isPending} onClick={() => read.mutate({ params: { day } })}>
              {t('iHaveRead')}
            </Button>
          }
        >
          {t('notRead')}
        </Notice>
      ) : null}
      {unfinishedKinds.map((kind) => {
        const items = data.items.filter((one) => one.kind === kind)
        const n = data.counts.find((one) => one.kind === kind)?.n ?? 0
        if (n === 0) return null
        return (
          <section key={kind} className="k-card k-stack" aria-label={t(kind)}>
            <h2>
              {t(kind)} <span className="k-muted k-number">{n}</span>
            </h2>
            {items.map((one) => (
              <Line
                key={one.recordId}
                one={one}
                onCheck={mayCheck && !isMine ? () => setWorking(one) : undefined}
              />
            ))}
            {n > items.length ? (
              <p className="k-muted">{t('moreLines', { n: n - items.length })}</p>
            ) : null}
          </section>
        )
      })}
      {working ? (
        <TickSheet
          one={working}
          personId={personId}
          day={day}
          onClose={() => setWorking(undefined)}
        />
      ) : null}
    </>
  )
}

function Line({ one, onCheck }: { one: Unfinished; onCheck?: (() => void) | undefined }) {
  const t = useWords(checkWords)
  const locale = useLocale()
  const name = one.customer ?? t(one.opportunityId ? 'hiddenCustomer' : 'visitOnly')
  return (
    <div className="k-spread">
      <div>
        <div className="k-line">
          {one.level ? <Badge tone={one.level}>{one.level}</Badge> : null}
          <Link to={one.opportunityId ? `/cards/${one.opportunityId}` : `/visits/${one.recordId}`}>
            {name}
          </Link>
          <span className="k-muted">
            {one.series} {one.since ? <When at={one.since} /> : null}
          </span>
        </div>
        {one.facts.length > 0 ? (
          <p className="check-text k-muted">
            {t('missingFacts', {
              facts: one.facts
                .map((fact) => say(factWords[fact as CustomerFact], locale))
                .join(locale === 'en' ? ', ' : '、'),
            })}
          </p>
        ) : null}
        {one.tick ? (
          <p className="check-text">
            <Badge tone={one.tick.result === 'done' ? 'done' : 'overdue'}>
              {t('checkedBy', {
                name: one.tick.checkedByName ?? '',
                result: t(one.tick.result),
              })}
            </Badge>{' '}
            {one.tick.comment}
          </p>
        ) : null}
      </div>
      {onCheck ? (
        <Button aria-label={`${t(one.tick ? 'checkAgain' : 'check')} ${name}`} onClick={onCheck}>
          {t(one.tick ? 'checkAgain' : 'check')}
        </Button>
      ) : null}
    </div>
  )
}

function TickSheet(props: { one: Unfinished; personId: string; day: string; onClose: () => void }) {
  const { one, personId, day, onClose } = props
  const t = useWords(checkWords)
  const [result, setResult] = useState<'done' | 'to_do'>(one.tick?.result ?? 'to_do')
  const [comment, setComment] = useState(one.tick?.comment ?? '')
  const tick = useDo(putTick, { refresh: [getOneToOne, oneToOneProgress] })
  const save = async () => {
    await tick.mutateAsync({
      params: { day, id: personId },
      body: { kind: one.kind, recordId: one.recordId, result, comment: comment.trim() },
    })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={`${t(one.kind)} · ${one.customer ?? t('visitOnly')}`}>
      <div className="k-form">
        <Field label={t('result')} group required>
          <Choice
            value={result}
            onChange={setResult}
            options={[
              { value: 'to_do', label: t('to_do') },
              { value: 'done', label: t('done') },
            ]}
          />
        </Field>
        <Field label={t('comment')}>
          <TextArea value={comment} onChange={setComment} rows={3} maxLength={500} />
        </Field>
        {tick.error ? <Failure error={tick.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={tick.isPending}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('save')}
        </Button>
      </div>
    </Sheet>
  )
}
