import type { Locale } from '#shared/errors.ts'

/** The name of a brand, series or model in the language of the page. */
export function nameOf(one: { name: string; nameEn: string }, locale: Locale): string {
  return locale === 'en' && one.nameEn !== '' ? one.nameEn : one.name
}
