import type { Ctx } from '#foundation/ctx.ts'
import type { Locale } from '#shared/errors.ts'
import { fixedLines } from '#shared/quote-totals.ts'
import { selectItems } from './pricing.queries.ts'

/**
 * What the price book calls a colour, an option, a fee … in a language (the reader's unless given).
 * Texts that are no name of the book stay as they are; several are told apart by ` / `.
 */
export async function itemNames(
  ctx: Ctx,
  locale: Locale = ctx.locale,
): Promise<(text: string) => string> {
  const said = new Map<string, string>()
  const keep = (name: string, nameEn: string) => {
    if (nameEn === '') return
    if (locale === 'zh') said.set(nameEn, name)
    else said.set(name, nameEn)
  }
  for (const { name, name_en, rule } of await selectItems(ctx)) {
    keep(name, name_en)
    for (const choice of rule.choices ?? [])
      keep(`${name} ${choice.name}`, `${name_en || name} ${choice.nameEn || choice.name}`)
  }
  for (const line of Object.values(fixedLines)) keep(line.name, line.nameEn)
  return (text) =>
    said.get(text) ??
    text
      .split(' / ')
      .map((part) => said.get(part) ?? part)
      .join(' / ')
}
