import { listColleagues } from '#modules/access/contract.ts'
import { listSeriesRoute } from '#modules/catalog/contract.ts'
import { listOptionsRoute } from '#modules/dictionaries/contract.ts'
import { useAsk } from '#ui/ask.ts'
import { useLocale } from '#ui/words.tsx'

interface Option {
  value: string
  label: string
}

/** The store's own series, as choices in the language of the page. */
export function useSeriesOptions(): Option[] {
  const locale = useLocale()
  const answer = useAsk(listSeriesRoute, { query: { state: 'active' } })
  return (answer.data?.items ?? [])
    .filter((one) => one.isOwn)
    .map((one) => ({
      value: one.id,
      label: locale === 'en' && one.nameEn !== '' ? one.nameEn : one.name,
    }))
}

/** The store's sources, as choices in the language of the page. */
export function useSourceOptions(): Option[] {
  const locale = useLocale()
  const answer = useAsk(listOptionsRoute, { query: { kind: 'source', state: 'active' } })
  return (answer.data?.items ?? []).map((one) => ({
    value: one.id,
    label: locale === 'en' && one.labelEn !== '' ? one.labelEn : one.label,
  }))
}

/** Who may keep cards in this store. */
export function useConsultantOptions(when: boolean): Option[] {
  const people = useAsk(listColleagues, {}, { when })
  return (people.data?.people ?? [])
    .filter((person) => person.isConsultant)
    .map((person) => ({ value: person.id, label: person.name }))
}
