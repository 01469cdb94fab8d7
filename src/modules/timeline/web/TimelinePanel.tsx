import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { call } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { When } from '#ui/When.tsx'
import { useWords } from '#ui/words.tsx'
import { type TimelineEntry, type TimelineKind, timelineKinds, timelineOf } from '../contract.ts'
import { timelineWords } from '../words.ts'
import { EntryText } from './EntryText.tsx'
import { gathered } from './gathered.ts'
import './timeline.css'

const pageSize = 30
const news = [
  'opportunities.*',
  'customers.*',
  'notes.*',
  'showroom.*',
  'appointments.*',
  'reminders.tasks_changed',
]

/** Everything that happened, newest first; older entries are fetched as they are asked for. */
export function TimelinePanel({ customerId }: { customerId: string }) {
  const t = useWords(timelineWords)
  const [kind, setKind] = useState<TimelineKind>()
  return (
    <section className="k-stack" aria-label={t('timeline')}>
      <div className="k-spread">
        <h2>{t('timeline')}</h2>
        <Select
          aria-label={t('filter')}
          style={{ width: 'auto' }}
          value={kind ?? ''}
          onChange={(value) => setKind(timelineKinds.find((one) => one === value))}
          placeholder={t('all')}
          options={timelineKinds.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Entries key={kind ?? ''} customerId={customerId} kind={kind} />
    </section>
  )
}

function Entries({ customerId, kind }: { customerId: string; kind: TimelineKind | undefined }) {
  const t = useWords(timelineWords)
  const input = { params: { id: customerId }, query: { kind, limit: pageSize } }
  const answer = useAsk(timelineOf, input, { live: news })
  const [older, setOlder] = useState<{ items: TimelineEntry[]; next: string | null }>()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={4} height={56} />
  const seen = new Set(answer.data.items.map((entry) => entry.id))
  const items = [
    ...answer.data.items,
    ...(older?.items ?? []).filter((entry) => !seen.has(entry.id)),
  ]
  const next = older ? older.next : answer.data.nextCursor
  const readOlder = async () => {
    if (next === null) return
    setBusy(true)
    setError(undefined)
    try {
      const page = await call(timelineOf, {
        params: { id: customerId },
        query: { kind, limit: pageSize, cursor: next },
      })
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.nextCursor })
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }
  if (items.length === 0)
    return <EmptyState title={t(kind === undefined ? 'empty' : 'emptyKind')} />
  return (
    <>
      <ol className="timeline">
        {gathered(items).map((entry) => (
          <li key={entry.id} data-kind={entry.kind}>
            <EntryText entry={entry} />
            <span className="k-muted">
              {entry.actorName ?? t('byItself')} · <When at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      {error === undefined ? null : <Failure error={error} />}
      {next === null ? null : (
        <Button busy={isBusy} onClick={() => void readOlder()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}
