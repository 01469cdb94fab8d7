import type { Locale } from '#shared/errors.ts'
import { sayDate } from '#ui/format.ts'

/** A sentence or cell of a reading with its business days as people say them: 2026年5月26日, 26 May 2026. */
export function sayDatesIn(text: string, locale: Locale): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => sayDate(day, locale))
}
