import type { Ctx } from '#foundation/ctx.ts'
import { chineseAmount } from '#shared/chinese-amount.ts'
import { nameIn } from '#shared/configuration.ts'
import { coreError } from '#shared/errors.ts'
import { formatYuan } from '#shared/money.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { sayMoment } from '#shared/say-date.ts'
import { translator } from '#shared/words.ts'
import type { QuoteRecord, QuoteVersion } from '../contract.ts'
import { quoteWords } from '../words.ts'
import { readQuote } from './quotes.service.ts'

/**
 * A version of a quote on paper (the newest unless named): equal on screen, in print and as PDF. What
 * was not approved says so in its title. Throws `core.not_found`.
 */
export async function quotePaper(ctx: Ctx, id: string, no?: number): Promise<Paper> {
  const quote = await readQuote(ctx, id)
  const version = quote.versions.find((one) => one.no === (no ?? quote.versionNo))
  if (!version) throw coreError('core.not_found')
  const t = translator(quoteWords, ctx.locale)
  const zone = ctx.store.timeZone
  const isOpen = isUnapproved(quote, version)
  const storeName = ctx.locale === 'zh' ? ctx.store.name : ctx.store.nameEn || ctx.store.name
  return {
    title: isOpen ? `${t('quoteTitle')}（${t('notApproved')}）` : t('quoteTitle'),
    orientation: 'portrait',
    head: [storeName, `${quote.number} ${t('versionN', { no: version.no })}`],
    parts: [
      {
        kind: 'facts',
        title: null,
        facts: [
          { label: t('customer'), value: quote.customerName },
          { label: t('owner'), value: quote.ownerName },
          { label: t('model'), value: quote.modelText },
          { label: t('quantity'), value: quote.quantity },
          { label: t('payment'), value: t(quote.paymentMethod) },
          { label: t('validUntil'), value: { day: version.validUntil } },
        ],
      },
      detailTable(ctx, version),
      { kind: 'facts', title: t('figures'), facts: figuresOf(ctx, version) },
      ...(version.note === ''
        ? []
        : [{ kind: 'text' as const, title: t('note'), text: version.note }]),
      { kind: 'text', title: '', text: t('paperNote') },
    ],
    signatures: [t('customerSigns'), t('consultantSigns')],
    foot: t('printedBy', {
      name: ctx.actor.name,
      at: sayMoment(ctx.now, zone, ctx.locale),
    }),
  }
}

/** Whether a version gives away what nobody has approved yet. */
function isUnapproved(quote: QuoteRecord, version: QuoteVersion): boolean {
  if (version.sentAt !== null || version.approvedAt !== null) return false
  const asked = quote.approvals.some(({ versionNo }) => versionNo === version.no)
  return asked || (version.no === quote.versionNo && quote.need.isNeeded)
}

function detailTable(ctx: Ctx, version: QuoteVersion): Paper['parts'][number] {
  const t = translator(quoteWords, ctx.locale)
  const { totals } = version
  return {
    kind: 'table',
    title: t('whatItCosts'),
    columns: [
      { title: t('item'), width: 2, align: 'left' },
      { title: '', width: 6, align: 'left' },
      { title: t('price'), width: 2.4, align: 'right' },
      { title: t('quantity'), width: 1.2, align: 'right' },
      { title: t('amount'), width: 2.6, align: 'right' },
    ],
    rows: version.lines
      .filter(({ kind }) => kind !== 'trade_in')
      .map((line): PaperCell[] => [
        t(line.kind),
        nameIn(line, ctx.locale),
        formatYuan(line.priceFen),
        line.quantity,
        formatYuan(line.amountFen),
      ]),
    totals: [t('total'), '', '', '', formatYuan(totals.totalFen)],
    empty: '',
  }
}

function figuresOf(ctx: Ctx, { totals, configuration }: QuoteVersion) {
  const t = translator(quoteWords, ctx.locale)
  const fact = (word: Parameters<typeof t>[0], fen: number) => ({
    label: t(word),
    value: formatYuan(fen, { symbol: true }),
  })
  const some = (word: Parameters<typeof t>[0], fen: number) => (fen > 0 ? [fact(word, fen)] : [])
  return [
    fact('carPrice', totals.carFen),
    ...some('discount', totals.discountFen),
    ...some('gifts', totals.giftsFen),
    fact('total', totals.totalFen),
    { label: t('inCapitals'), value: chineseAmount(totals.totalFen) },
    ...some('tradeIn', totals.tradeInFen),
    ...(configuration.tradeIn?.text
      ? [{ label: t('tradeIn'), value: configuration.tradeIn.text }]
      : []),
    ...(totals.loanFen > 0
      ? [
          fact('loanAmount', totals.loanFen),
          {
            label: t('monthly'),
            value: `${formatYuan(totals.monthlyFen, { symbol: true })} × ${t('months', { n: totals.months })}`,
          },
          fact('interest', totals.interestFen),
          ...some('residual', totals.residualFen),
        ]
      : []),
    ...some('deposit', totals.depositFen),
    fact('due', totals.dueFen),
  ]
}
