import { useAsk } from '#ui/ask.ts'
import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { countReminders } from '../contract.ts'
import { reminderWords } from '../words.ts'
import './reminders.css'

/** The way to the inbox, with how many are unread. */
export function Bell() {
  const t = useWords(reminderWords)
  const answer = useAsk(countReminders, {}, { live: ['reminders.changed'], every: 5 * 60_000 })
  const unread = answer.data?.unread ?? 0
  return (
    <Link
      to="/reminders"
      className="reminders-bell"
      aria-label={
        unread > 0 ? t('unreadCount', { n: unread > 99 ? '99+' : unread }) : t('noneUnread')
      }
    >
      <svg
        className="k-icon"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4" />
      </svg>
      {unread > 0 ? <span className="reminders-count">{unread > 99 ? '99+' : unread}</span> : null}
    </Link>
  )
}
