import type { Locale } from '#shared/errors.ts'

/** The name of a role, region or group in the language of the page. */
export function nameIn(locale: Locale, named: { name: string; nameEn: string }): string {
  return locale === 'en' && named.nameEn !== '' ? named.nameEn : named.name
}
