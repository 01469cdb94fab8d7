import type { CallOutput } from '#shared/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { timelineOf } from '../contract.ts'
import { cardWords } from '../words.ts'

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
  const entries = answer.data.items.filter((e) => e.field !== 'stage' || e.from !== null)
  return (
    <section className="k-stack" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      {entries.length === 0 ? <EmptyState title={t('timelineEmpty')} /> : null}
      <ol className="customer-timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            {entry.kind === 'contact' ? <Contact entry={entry} /> : <Change entry={entry} />}
            <span className="k-muted">
              {entry.personName ?? t('drift')} · <When at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** A word of ours where the value is one, else the value as it was typed. */
function useSaid() {
  const t = useWords(cardWords)
  return (value: string | null) =>
    value !== null && Object.hasOwn(cardWords, value) ? t(value as Key) : (value ?? '')
}

function Contact({ entry }: { entry: Entry }) {
  const t = useWords(cardWords)
  const said = useSaid()
  return (
    <div>
      <span className="k-line">
        <strong>{t(methodWords[entry.method ?? 'other'] ?? 'byOther')}</strong>
        <Badge tone={entry.isReached ? 'done' : 'blocked'}>
          {t(entry.isReached ? 'wasReached' : 'notReached')}
        </Badge>
        <span>{said(entry.result)}</span>
        {entry.isExtra ? <span className="k-muted">{t('extraContact')}</span> : null}
      </span>
      {entry.note ? <p>{entry.note}</p> : null}
    </div>
  )
}

function Change({ entry }: { entry: Entry }) {
  const t = useWords(cardWords)
  const said = useSaid()
  const field = t(fieldWords[entry.field ?? ''] ?? 'state')
  const value = (text: string | null) => (entry.field === 'stage' ? `${text}%` : said(text))
  const words =
    entry.from === null
      ? t('setField', { field, to: value(entry.to) })
      : t('changedField', { field, from: value(entry.from), to: value(entry.to) })
  return (
    <div>
      {words}
      {entry.reason ? <span className="k-muted"> · {said(entry.reason)}</span> : null}
    </div>
  )
}
