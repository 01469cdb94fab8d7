import type { Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import type { Reminder } from './contract.ts'
import { reminderWords } from './words.ts'

/** A reminder as one sentence; `when` is said by the caller, who knows the day and the zone. */
export function sayReminder(
  reminder: Pick<Reminder, 'kind' | 'customerName' | 'personName' | 'taskKind' | 'count'>,
  when: string,
  locale: Locale,
): string {
  const task = ['call', 'send', 'propose', 'other'].find((kind) => kind === reminder.taskKind)
  return say(reminderWords[wordOf(reminder)], locale, {
    customer: reminder.customerName ?? say(reminderWords.aCustomer, locale),
    person: reminder.personName ?? 'Keyuan',
    task: say(reminderWords[(task ?? 'other') as 'call'], locale),
    when,
    n: reminder.count ?? 1,
  })
}

/** Many customers handed over at once are told in one sentence. */
function wordOf({ kind, count }: Pick<Reminder, 'kind' | 'count'>): keyof typeof reminderWords {
  if (count === null || kind === 'lead_dispatched') return kind
  return kind === 'handed_away' ? 'handedAwayMany' : 'handoverMany'
}
