import type { Locale } from '#shared/errors.ts'
import type { Definition } from '../contract.ts'

/** News after which numbers are asked anew. */
export const numbersNews = [
  'showroom.*',
  'opportunities.*',
  'leads.*',
  'orders.*',
  'quotes.*',
] as const

/** The name of a number in the language of the page. */
export const nameOf = (metric: Definition, locale: Locale): string =>
  locale === 'zh' ? metric.name : metric.nameEn
