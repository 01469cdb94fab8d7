import type { Locale } from '#shared/errors.ts'
import { formatYuan } from '#shared/money.ts'
import { sayDate } from '#shared/say-date.ts'
import { say } from '#shared/words.ts'
import type { WinBack } from './contract.ts'
import { lossWords as words } from './words.ts'

/** What changed since a customer was lost, in words. */
export function sayChange(one: WinBack, locale: Locale): string {
  const day = sayDate(one.changedOn, locale)
  return one.why === 'price' && one.priceFallFen !== null
    ? say(words.priceFell, locale, { day, amount: formatYuan(one.priceFallFen, { whole: true }) })
    : say(words.newModel, locale, { day, model: one.modelName ?? '' })
}
