import type { FormWord } from './sheet.ts'

const methods = ['call', 'message', 'visit', 'test_drive', 'home_visit', 'other'] as const
const purposes: Record<string, FormWord> = {
  'follow-up': 'followUp',
  'wake-up': 'wakeUp',
  'until-delivery': 'untilDelivery',
}

/** The word for a way of contact. */
export function methodWord(method: string): FormWord {
  return methods.find((one) => one === method) ?? 'other'
}

/** Why a contact was made: the promise it kept, the reception, or of the person's own accord. */
export function purposeWord(contact: {
  purpose: string | null
  visit_id: string | null
}): FormWord {
  if (contact.purpose !== null) return purposes[contact.purpose] ?? 'followUp'
  return contact.visit_id === null ? 'extra' : 'reception'
}
