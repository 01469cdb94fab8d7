import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { useLocale } from '#ui/words.tsx'

/** The store's words for those who are no prospects, in the language of the page. */
export function useNotProspectKinds(): {
  kinds: { code: string; label: string }[]
  error: Error | null
} {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'not_prospect' } })
  const kinds = (answer.data?.items ?? [])
    .filter((option) => option.isActive)
    .map((option) => ({
      code: option.code,
      label: locale === 'en' && option.labelEn !== '' ? option.labelEn : option.label,
    }))
  return { kinds, error: answer.error }
}
