import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { useLocale } from '#ui/words.tsx'

/** Results of an attempt that reached nobody, by their code in the dictionary. */
const missedCodes = new Set(['no-answer', 'busy', 'switched-off', 'wrong-number'])

export interface ContactResult {
  code: string
  label: string
  isMissed: boolean
  isActive: boolean
}

/** The dictionary's results of a contact in the language of the page, and why they are not there. */
export function useContactResults(): { results: ContactResult[]; error: Error | null } {
  const locale = useLocale()
  const options = useAsk(listOptionsRoute, { query: { kind: 'contact_result', state: 'all' } })
  const results = (options.data?.items ?? []).map((option) => ({
    code: option.code,
    label: locale === 'en' && option.labelEn !== '' ? option.labelEn : option.label,
    isMissed: missedCodes.has(option.code),
    isActive: option.isActive,
  }))
  return { results, error: options.error }
}
