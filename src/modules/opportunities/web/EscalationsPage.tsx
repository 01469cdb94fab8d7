import { useState } from 'react'
import { daysBetween } from '#shared/days.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { dayOf, sayDay } from '#ui/format.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Choice, Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { careWords } from '../care-words.ts'
import {
  type Escalation,
  escalationOutcomes,
  listEscalations,
  settleEscalation,
} from '../contracts/promise-care.ts'
import { HandOverForm, Steps } from './CardForms.tsx'
import { CardLine } from './CardLine.tsx'

type Outcome = (typeof escalationOutcomes)[number]
const outcomes = ['talked', 'met', 'handed_over', 'accepted', 'kept', 'tried', 'ended'] as const

/** What rose to the manager: overdue beyond the limit, unanswered thrice; each dealt with by hand. */
export function EscalationsPage() {
  const c = useWords(careWords)
  const { search, setSearch } = useNavigation()
  const today = dayOf(useNow(), useTimeZone())
  const state = search.state === 'settled' ? 'settled' : 'open'
  const list = useAsk(
    listEscalations,
    { query: { state } },
    { live: ['opportunities.*'], keep: true },
  )
  const mayAssign = useCan('opportunities.assign', 'team')
  const [working, setWorking] = useState<Escalation>()
  return (
    <div className="k-stack">
      <h1>{c('escalations')}</h1>
      <p className="k-muted">{c('escalationsHint')}</p>
      <Segmented
        label={c('escalations')}
        value={state}
        onChange={(value) =>
          setSearch({ state: value === 'open' ? undefined : value }, { replace: true })
        }
        options={[
          { value: 'open', label: c('open') },
          { value: 'settled', label: c('settled') },
        ]}
      />
      {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data === undefined ? (
        list.error ? null : (
          <Skeleton rows={5} height={60} />
        )
      ) : list.data.items.length === 0 ? (
        <EmptyState title={c('noEscalations')}>{c('escalationsHint')}</EmptyState>
      ) : (
        <ul className="card-list" aria-label={c('escalations')}>
          {list.data.items.map((one) => (
            <CardLine
              key={one.id}
              card={one.card}
              today={today}
              below={<Why one={one} today={today} />}
              end={
                mayAssign && one.settledAt === null ? (
                  <Button
                    aria-label={`${c('settle')} ${one.card.customerName}`}
                    onClick={() => setWorking(one)}
                  >
                    {c('settle')}
                  </Button>
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {working ? (
        <SettleSheet one={working} today={today} onClose={() => setWorking(undefined)} />
      ) : null}
    </div>
  )
}

function Why({ one, today }: { one: Escalation; today: string }) {
  const c = useWords(careWords)
  const locale = useLocale()
  const day = sayDay(one.since, today, locale)
  const outcome = outcomes.find((name) => name === one.outcome)
  return (
    <span className="card-line-below card-line-why">
      <strong>{one.card.ownerName}</strong>
      {one.settledAt === null ? (
        <Badge tone="overdue">
          {one.kind === 'overdue'
            ? c('overdueSince', { day, n: Math.max(0, daysBetween(one.since, today)) })
            : c('unansweredSince', { day })}
        </Badge>
      ) : (
        <Badge tone="done">
          {one.settledByName && outcome
            ? c('settledBy', { name: one.settledByName, outcome: c(outcome) })
            : outcome
              ? c(outcome)
              : c('settled')}
        </Badge>
      )}
      {one.comment ? <span className="k-muted">{one.comment}</span> : null}
    </span>
  )
}

function SettleSheet(props: { one: Escalation; today: string; onClose: () => void }) {
  const { one, today, onClose } = props
  const c = useWords(careWords)
  const [outcome, setOutcome] = useState<Outcome>('talked')
  const [comment, setComment] = useState('')
  const [isHanded, setHanded] = useState(false)
  const settle = useDo(settleEscalation, { refresh: [listEscalations] })
  if (outcome === 'handed_over' && !isHanded)
    return (
      <Sheet open onClose={onClose} title={`${c('settle')} ${one.card.customerName}`}>
        <HandOverForm card={one.card} today={today} onDone={() => setHanded(true)} />
      </Sheet>
    )
  return (
    <Sheet open onClose={onClose} title={`${c('settle')} ${one.card.customerName}`}>
      <Steps
        submit={c('settle')}
        error={settle.error}
        busy={settle.isPending}
        isReady={comment.trim().length > 1}
        onDone={onClose}
        onSubmit={() =>
          settle.mutateAsync({
            params: { id: one.id },
            body: { version: one.version, outcome, comment: comment.trim() },
          })
        }
      >
        <Field label={c('howSettled')} group required>
          <Choice<Outcome>
            value={outcome}
            onChange={setOutcome}
            options={escalationOutcomes.map((value) => ({ value, label: c(value) }))}
          />
        </Field>
        <Field label={c('comment')} required>
          <TextArea value={comment} onChange={setComment} rows={3} maxLength={500} />
        </Field>
      </Steps>
    </Sheet>
  )
}
