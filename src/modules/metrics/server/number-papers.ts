import { authorise, type Ctx } from '#foundation/ctx.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { writePaperXlsx } from '#foundation/sheets/paper-xlsx.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { daysBetween, monthOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import type { Paper } from '#shared/paper.ts'
import { sayMoment, sayPeriod } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import {
  longestPaperDays,
  longestPaperMonths,
  type NumberPaper,
} from '../contracts/number-papers.ts'
import { paperWords } from '../paper-words.ts'
import { leastNOf } from './figures.ts'
import { funnelParts } from './paper-funnel.ts'
import { monthlyParts } from './paper-monthly.ts'
import { visitParts } from './paper-visits.ts'
import type { SayPaper } from './paper-table.ts'
import type { Question } from './question.ts'

const partsOf: Record<
  NumberPaper,
  (ctx: Ctx, question: Question, t: SayPaper) => Promise<Paper['parts']>
> = { 'visit-statistics': visitParts, monthly: monthlyParts, funnel: funnelParts }

/**
 * A printed table of a period, its totals those of the board (seed rows 003-59, 003-60, 004-05).
 * Throws `core.invalid_input` for a period that does not fit on it.
 */
export async function readNumberPaper(
  ctx: Ctx,
  paper: NumberPaper,
  question: Question,
): Promise<Paper> {
  const t = translator(paperWords, ctx.locale)
  assertFits(paper, question)
  const { name, nameEn, timeZone } = ctx.store
  const [only] = question.stores
  const where =
    question.stores.length === 1 && only?.id === ctx.store.id
      ? ctx.locale === 'zh'
        ? name
        : nameEn || name
      : t('stores', { n: question.stores.length })
  return {
    title: t(paper),
    orientation: paper === 'funnel' ? 'portrait' : 'landscape',
    head: [
      where,
      sayPeriod(question.from, question.to, ctx.locale),
      t('asBoard'),
      t('fewMark', { n: leastNOf(ctx) }),
    ],
    parts: await partsOf[paper](ctx, question, t),
    signatures: [t('signClerk'), t('signManager')],
    foot: t('printedBy', {
      name: ctx.actor.name,
      at: sayMoment(ctx.now, timeZone, ctx.locale),
    }),
  }
}

function assertFits(paper: NumberPaper, { from, to }: Question): void {
  const months = new Set([monthOf(from), monthOf(to)]).size === 1 ? 1 : monthsOf(from, to)
  const isTooLong =
    paper === 'visit-statistics'
      ? daysBetween(from, to) >= longestPaperDays
      : paper === 'monthly' && months > longestPaperMonths
  if (isTooLong)
    throw coreError('core.invalid_input', { issues: [{ path: 'query.to', code: 'too_big' }] })
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
const monthsOf = (from: string, to: string) => monthNumber(to) - monthNumber(from) + 1

/** The table as a file, logged as an export: PDF as it is printed, xlsx with its figures as such. */
export async function numberPaperFile(
  ctx: Ctx,
  paper: NumberPaper,
  question: Question,
  format: 'pdf' | 'xlsx',
): Promise<FileAnswer> {
  if (format === 'xlsx') authorise(ctx, 'exports.run')
  const sheet = await readNumberPaper(ctx, paper, question)
  const rows = sheet.parts.reduce(
    (n, part) => n + (part.kind === 'table' ? part.rows.length : 0),
    0,
  )
  await logExport(ctx, { list: `numbers.${paper}`, format, rows, withPhones: false })
  const name = `${sheet.title} ${question.from}_${question.to}.${format}`
  return format === 'pdf'
    ? { name, contentType: 'application/pdf', body: await writePdf(sheet, ctx.locale) }
    : {
        name,
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: writePaperXlsx(sheet),
      }
}
