import type { Locale } from '#shared/errors.ts'
import { say } from '#shared/words.ts'
import type { Reminder } from './contract.ts'
import { reminderWords } from './words.ts'

/** A reminder as one sentence; `when` is said by the caller, who knows the day and the zone. */
export function sayReminder(
  reminder: Pick<Reminder, 'kind' | 'customerName' | 'personName' | 'taskKind'>,
  when: string,
  locale: Locale,
): string {
  const task = ['call', 'send', 'propose', 'other'].find((kind) => kind === reminder.taskKind)
  return say(reminderWords[reminder.kind], locale, {
    customer: reminder.customerName ?? say(reminderWords.aCustomer, locale),
    person: reminder.personName ?? 'Keyuan',
    task: say(reminderWords[(task ?? 'other') as 'call'], locale),
    when,
  })
}
