import type { Ctx } from '#foundation/ctx.ts'
import { readPriceBook } from '#modules/pricing/index.ts'
import { chineseAmount } from '#shared/chinese-amount.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type Fen, formatYuan } from '#shared/money.ts'
import { approvalBasis, type QuoteLine } from '#shared/quote-totals.ts'
import { sayDate } from '#shared/say-date.ts'
import { say } from '#shared/words.ts'
import type { PaymentMethod } from '../contract.ts'
import { quotesError } from '../contracts/quote-errors.ts'
import { quoteWords } from '../words.ts'
import { askedOf } from './asked.ts'
import { assertMayLeave } from './end-quote.ts'
import { mayGiveDiscount } from './limits.ts'
import { findAndLockQuote, type QuoteRow, updateQuote } from './quotes.queries.ts'
import { readQuote } from './quotes.service.ts'
import { noteQuote } from './write-quote.ts'

/** A quote as an order is made from it; amounts in fen, for all its cars. */
export interface QuoteForOrder {
  id: string
  number: string
  versionNo: number
  opportunityId: string
  customerId: string
  ownerId: string
  seriesId: string | null
  modelId: string
  modelText: string
  colour: string
  quantity: number
  paymentMethod: PaymentMethod
  lines: QuoteLine[]
  listFen: Fen
  discountFen: Fen
  /** Net price of the cars: what the contract is about. */
  carFen: Fen
  /** On the road. */
  totalFen: Fen
  depositFen: Fen
  tradeInFen: Fen
  loanFen: Fen
}

/**
 * The newest version of a quote the actor may see, for an order: accepted and not ordered yet, or
 * such that it may be sent. Throws `core.not_found`, `quotes.not_orderable`, `quotes.not_approved`,
 * `quotes.expired`.
 */
export async function acceptedQuote(ctx: Ctx, quoteId: string): Promise<QuoteForOrder> {
  const row = await findAndLockQuote(ctx, quoteId, 'quotes.read')
  if (!row) throw coreError('core.not_found')
  await assertOrderable(ctx, row)
  const quote = await readQuote(ctx, quoteId)
  const version = quote.versions.find(({ no }) => no === quote.versionNo)
  if (!version) throw coreError('core.not_found')
  return {
    id: quote.id,
    number: quote.number,
    versionNo: quote.versionNo,
    opportunityId: quote.opportunityId,
    customerId: quote.customerId,
    ownerId: quote.ownerId,
    seriesId: row.series_id,
    modelId: quote.modelId,
    modelText: row.model_text,
    colour: row.colour,
    quantity: quote.quantity,
    paymentMethod: quote.paymentMethod,
    lines: version.lines,
    listFen: quote.listFen,
    discountFen: quote.discountFen,
    carFen: quote.carFen,
    totalFen: quote.totalFen,
    depositFen: version.totals.depositFen,
    tradeInFen: version.totals.tradeInFen,
    loanFen: version.totals.loanFen,
  }
}

async function assertOrderable(ctx: Ctx, row: QuoteRow): Promise<void> {
  if (row.state === 'accepted' && row.order_id === null) return
  if (row.state === 'accepted')
    throw quotesError('quotes.not_orderable', { state: say(quoteWords.accepted, ctx.locale) })
  await assertMayLeave(ctx, row)
}

/** An order was made from the quote: it is accepted, whoever asks, and belongs to that order. */
export async function markAccepted(
  ctx: Ctx,
  quoteId: string,
  { orderId }: { orderId: string },
): Promise<void> {
  const quote = await findAndLockQuote(ctx, quoteId, 'any')
  if (!quote) throw coreError('core.not_found')
  if (quote.order_id === orderId) return
  await assertOrderable(ctx, quote)
  await updateQuote(ctx, quoteId, {
    state: 'accepted',
    accepted_at: quote.accepted_at ?? ctx.now,
    order_id: orderId,
  })
  noteQuote(ctx, quote, 'accepted', { no: quote.version_no, orderId })
}

/** The order was cancelled: the quote stands as sent again while it is valid, else as expired. */
export async function releaseAccepted(ctx: Ctx, quoteId: string): Promise<void> {
  const quote = await findAndLockQuote(ctx, quoteId, 'any')
  if (!quote || quote.order_id === null) return
  const isValid = quote.valid_until >= dayInZone(ctx.now, ctx.store.timeZone)
  await updateQuote(ctx, quoteId, {
    state: isValid ? 'sent' : 'expired',
    order_id: null,
    accepted_at: null,
  })
  noteQuote(ctx, quote, 'changed', { no: quote.version_no, releasedFrom: quote.order_id })
}

/**
 * Whether a discount given without a quote would need an approval by somebody else than the actor;
 * amounts for all cars. A model without a price needs none.
 */
export async function discountNeedsApproval(
  ctx: Ctx,
  given: { modelId: string | null; listFen: Fen; discountFen: Fen; quantity?: number },
): Promise<boolean> {
  if (given.modelId === null || given.discountFen <= 0) return false
  const quantity = given.quantity ?? 1
  const book = await readPriceBook(ctx, given.modelId)
  const basisFen = approvalBasis({
    discountFen: Math.round(given.discountFen / quantity),
    giftsFen: 0,
    authorisedFen: book.model.authorisedFen,
  })
  const asked = await askedOf(ctx, {
    modelId: given.modelId,
    quantity,
    pricedOn: book.day,
    totals: {
      listFen: given.listFen,
      carFen: given.listFen - given.discountFen,
      giftsFen: 0,
      basisFen,
    },
  })
  return !(await mayGiveDiscount(ctx, asked))
}

/** Every value of a quote by its Chinese name, for a store's own templates; amounts in yuan. */
export async function quoteFields(ctx: Ctx, quoteId: string): Promise<Record<string, string>> {
  const quote = await readQuote(ctx, quoteId, 'any')
  const version = quote.versions.find(({ no }) => no === quote.versionNo)
  if (!version) throw coreError('core.not_found')
  const { totals } = version
  const named = (...kinds: QuoteLine['kind'][]) =>
    version.lines
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ name, quantity }) => (quantity === quote.quantity ? name : `${name}×${quantity}`))
      .join('、')
  return {
    报价单号: quote.number,
    报价版本: String(quote.versionNo),
    报价有效期: sayDate(version.validUntil, 'zh'),
    报价日期: sayDate(version.pricedOn, 'zh'),
    销售顾问: quote.ownerName ?? '',
    客户姓名: quote.customerName,
    车型: version.lines.find(({ kind }) => kind === 'car')?.name ?? quote.modelText,
    外观颜色: named('colour'),
    内饰颜色: named('interior'),
    数量: String(quote.quantity),
    选装: named('option'),
    精品: named('accessory'),
    赠送: named('gift'),
    保险项目: named('insurance'),
    付款方式: say(quoteWords[quote.paymentMethod], 'zh'),
    指导价: formatYuan(totals.listFen),
    优惠金额: formatYuan(totals.discountFen),
    车辆净价: formatYuan(totals.carFen),
    车辆净价大写: chineseAmount(totals.carFen),
    精品金额: formatYuan(totals.accessoriesFen),
    购置税: formatYuan(totals.taxFen),
    保险费: formatYuan(totals.insuranceFen),
    其他费用: formatYuan(totals.feesFen),
    落地价: formatYuan(totals.totalFen),
    落地价大写: chineseAmount(totals.totalFen),
    旧车: version.configuration.tradeIn?.text ?? '',
    旧车抵价: formatYuan(totals.tradeInFen),
    定金: formatYuan(totals.depositFen),
    定金大写: chineseAmount(totals.depositFen),
    贷款金额: formatYuan(totals.loanFen),
    贷款期数: totals.months === 0 ? '' : String(totals.months),
    月供: formatYuan(totals.monthlyFen),
    尾款: formatYuan(totals.residualFen),
    提车应付: formatYuan(totals.dueFen),
    报价备注: version.note,
  }
}
