import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { timelineOf } from '../contract.ts'
import { cardWords } from '../words.ts'
import { useContactResults } from './contact-results.ts'

type Entry = CallOutput<typeof timelineOf>['items'][number]
type Key = keyof typeof cardWords

const fieldWords: Record<string, Key> = {
  state: 'state',
  stage: 'stage',
  level: 'level',
  owner: 'owner',
  expected_on: 'expectedOn',
  due_on: 'dueOn',
}
const methodWords: Record<string, Key> = {
  call: 'byCall',
  message: 'byMessage',
  visit: 'byVisit',
  test_drive: 'byTestDrive',
  home_visit: 'byHomeVisit',
  other: 'byOther',
}

/** What happened, newest first: contacts in full, changes as one line each. */
export function Timeline({ customerId }: { customerId: string }) {
  const t = useWords(cardWords)
  const answer = useAsk(
    timelineOf,
    { params: { id: customerId }, query: { limit: 100 } },
    { live: ['opportunities.*'] },
  )
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={4} height={56} />
  const entries = gathered(answer.data.items)
  return (
    <section className="k-stack" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      {entries.length === 0 ? <EmptyState title={t('timelineEmpty')} /> : null}
      <ol className="customer-timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            {entry.kind === 'contact' ? (
              <Contact entry={entry} />
            ) : entry.opening ? (
              <Opening steps={entry.opening} />
            ) : (
              <Change entry={entry} />
            )}
            <span className="k-muted">
              {entry.personName ?? t('drift')} · <When at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface Gathered extends Entry {
  opening?: Entry[]
}

/** What was set when a card was opened is told as one step, not as five. */
function gathered(items: readonly Entry[]): Gathered[] {
  const entries: Gathered[] = []
  for (const item of items) {
    const last = entries.at(-1)
    if (item.kind !== 'change' || item.from !== null) entries.push(item)
    else if (last?.opening && last.at === item.at) last.opening.push(item)
    else entries.push({ ...item, opening: [item] })
  }
  return entries
}

const openingOrder = ['level', 'owner', 'expected_on']

function Opening({ steps }: { steps: Entry[] }) {
  const t = useWords(cardWords)
  const said = useSaid()
  const shown = openingOrder.flatMap((field) => steps.filter((step) => step.field === field))
  return (
    <div>
      <strong>{t('newCard')}</strong>
      {shown.map((step) => (
        <span key={step.id}>
          {' · '}
          {t(fieldWords[step.field ?? ''] ?? 'state')} <Value entry={step} text={step.to} />
        </span>
      ))}
      {steps[0]?.reason ? <span className="k-muted"> · {said(steps[0].reason)}</span> : null}
    </div>
  )
}

/** A value of a change: days as people say them, states in words. */
function Value({ entry, text }: { entry: Entry; text: string | null }) {
  const said = useSaid()
  if (text !== null && /^\d{4}-\d\d-\d\d$/.test(text)) return <When at={text} />
  return <>{entry.field === 'stage' ? `${text}%` : said(text)}</>
}

/** A word of ours where the value is one, else the value as it was typed. */
function useSaid() {
  const t = useWords(cardWords)
  return (value: string | null) =>
    value !== null && Object.hasOwn(cardWords, value) ? t(value as Key) : (value ?? '')
}

/** A result by the group's list of contact results, else one of our own words. */
function useResult() {
  const said = useSaid()
  const { results } = useContactResults()
  return (value: string | null) => results.find(({ code }) => code === value)?.label ?? said(value)
}

function Contact({ entry }: { entry: Entry }) {
  const t = useWords(cardWords)
  const result = useResult()
  return (
    <div>
      <span className="k-line">
        <strong>{t(methodWords[entry.method ?? 'other'] ?? 'byOther')}</strong>
        <Badge tone={entry.isReached ? 'done' : 'blocked'}>
          {t(entry.isReached ? 'wasReached' : 'notReached')}
        </Badge>
        <span>{result(entry.result)}</span>
        {entry.isExtra ? <span className="k-muted">{t('extraContact')}</span> : null}
      </span>
      {entry.note ? <p>{entry.note}</p> : null}
    </div>
  )
}

function Change({ entry }: { entry: Entry }) {
  const t = useWords(cardWords)
  const said = useSaid()
  return (
    <div>
      {t(fieldWords[entry.field ?? ''] ?? 'state')} <Value entry={entry} text={entry.from} />
      {' → '}
      <Value entry={entry} text={entry.to} />
      {entry.reason ? <span className="k-muted"> · {said(entry.reason)}</span> : null}
    </div>
  )
}
