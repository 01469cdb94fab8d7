import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { call, sayError } from '#ui/call.ts'
import { dayOf, sayDay, sayInstant } from '#ui/format.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link } from '#ui/navigation.tsx'
import { useNow } from '#ui/now.ts'
import { useCan, useTimeZone } from '#ui/session.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  countReminders,
  listReminders,
  type Reminder,
  readAllReminders,
  readReminder,
} from '../contract.ts'
import { sayReminder } from '../say-reminder.ts'
import { reminderWords } from '../words.ts'
import { DayTasks } from './DayTasks.tsx'
import './reminders.css'

const pageSize = 50
type Show = 'unread' | 'all'

/** The inbox: what is due, overdue, asked of one; opening one marks it read. */
export function RemindersPage() {
  const t = useWords(reminderWords)
  const locale = useLocale()
  const toast = useToast()
  const [show, setShow] = useState<Show>('unread')
  const seesCustomers = useCan('customers.read')
  const readAll = useDo(readAllReminders, { refresh: [listReminders, countReminders] })
  return (
    <div className="k-stack reminders-page">
      <h1>{t('reminders')}</h1>
      {seesCustomers ? <DayTasks /> : null}
      <div className="k-spread">
        <Segmented<Show>
          label={t('reminders')}
          value={show}
          onChange={setShow}
          options={[
            { value: 'unread', label: t('unread') },
            { value: 'all', label: t('all') },
          ]}
        />
        <Button
          kind="quiet"
          busy={readAll.isPending}
          onClick={() =>
            void readAll.mutateAsync({}).catch((error: unknown) => toast(sayError(error, locale)))
          }
        >
          {t('markAll')}
        </Button>
      </div>
      <Inbox key={show} show={show} />
    </div>
  )
}

function Inbox({ show }: { show: Show }) {
  const t = useWords(reminderWords)
  const query = { show, limit: pageSize }
  const answer = useAsk(listReminders, { query }, { live: ['reminders.changed'], keep: true })
  const [older, setOlder] = useState<{ items: Reminder[]; next: string | null }>()
  const [error, setError] = useState<unknown>()
  if (answer.error) return <Failure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <Skeleton rows={5} height={56} />
  const seen = new Set(answer.data.items.map((one) => one.id))
  const items = [...answer.data.items, ...(older?.items ?? []).filter((one) => !seen.has(one.id))]
  const next = older ? older.next : answer.data.nextCursor
  if (items.length === 0)
    return (
      <EmptyState title={t(show === 'unread' ? 'noneUnread' : 'empty')}>
        {t('emptyHint')}
      </EmptyState>
    )
  const readOlder = async () => {
    if (next === null) return
    const page = await call(listReminders, { query: { ...query, cursor: next } })
    setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.nextCursor })
  }
  return (
    <>
      <ul className="k-list" aria-label={t('reminders')}>
        {items.map((one) => (
          <Line key={one.id} reminder={one} />
        ))}
      </ul>
      {error === undefined ? null : <Failure error={error} />}
      {next === null ? null : (
        <Button onClick={() => void readOlder().catch(setError)}>{t('more')}</Button>
      )}
    </>
  )
}

function Line({ reminder }: { reminder: Reminder }) {
  const t = useWords(reminderWords)
  const locale = useLocale()
  const timeZone = useTimeZone()
  const now = useNow()
  const read = useDo(readReminder, { refresh: [listReminders, countReminders] })
  const { when } = reminder
  const said =
    when === null
      ? ''
      : when.length === 10
        ? sayDay(when, dayOf(now, timeZone), locale)
        : sayInstant(new Date(when), now, locale, timeZone)
  const mark = (isRead: boolean) =>
    void read.mutateAsync({ params: { id: reminder.id }, body: { isRead } }).catch(() => undefined)
  return (
    <li className="reminders-line" data-unread={!reminder.isRead || undefined}>
      <Link
        to={reminder.link}
        className="k-row"
        onClick={() => (reminder.isRead ? undefined : mark(true))}
      >
        <span className="k-row-main">
          <span>{sayReminder(reminder, said, locale)}</span>
          <small className="k-muted">
            <When at={reminder.at} />
          </small>
        </span>
      </Link>
      <Button kind="quiet" onClick={() => mark(!reminder.isRead)}>
        {t(reminder.isRead ? 'markUnread' : 'markRead')}
      </Button>
    </li>
  )
}
