import type { Locale } from '#shared/errors.ts'
import type { Option } from '../contract.ts'

/** The list with one id moved to another's place; the same list where nothing changes. */
export function moveTo(ids: readonly string[], id: string, place: number): readonly string[] {
  const from = ids.indexOf(id)
  if (from < 0 || place < 0 || from === place) return ids
  const rest = ids.filter((one) => one !== id)
  return [...rest.slice(0, place), id, ...rest.slice(place)]
}

/** An option's name in the language of the page. */
export function nameOf(option: Pick<Option, 'label' | 'labelEn'>, locale: Locale): string {
  return locale === 'en' && option.labelEn !== '' ? option.labelEn : option.label
}
