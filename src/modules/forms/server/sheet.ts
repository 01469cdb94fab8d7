import type { Ctx } from '#foundation/ctx.ts'
import { timeInZone } from '#shared/days.ts'
import type { Paper, PaperColumn } from '#shared/paper.ts'
import { sayMoment } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import { formWords } from '../words.ts'

export type Say = ReturnType<typeof translator<typeof formWords>>
export type FormWord = keyof typeof formWords

export const sayer = (ctx: Ctx): Say => translator(formWords, ctx.locale)
export const storeNameOf = (ctx: Ctx) =>
  ctx.locale === 'zh' ? ctx.store.name : ctx.store.nameEn || ctx.store.name
export const timeOf = (ctx: Ctx, at: Date | null) =>
  at === null ? null : timeInZone(at, ctx.store.timeZone)

/** A column by its word, its share of the width, and its side. */
export function column(t: Say, word: FormWord, width: number, align?: 'right' | 'center') {
  return { title: t(word), width, align: align ?? 'left' } satisfies PaperColumn
}

/** The frame every form has: store and period above, who printed it and when below. */
export function sheet(
  ctx: Ctx,
  form: Pick<Paper, 'title' | 'orientation' | 'parts'> & { head: string[]; signers: FormWord[] },
): Paper {
  const t = sayer(ctx)
  const { signers, ...rest } = form
  const zone = ctx.store.timeZone
  return {
    ...rest,
    head: [storeNameOf(ctx), ...form.head],
    signatures: signers.map((word) => t(word)),
    foot: t('printedBy', {
      name: ctx.actor.name,
      at: sayMoment(ctx.now, zone, ctx.locale),
    }),
  }
}
