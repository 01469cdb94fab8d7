import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { assertStepMayBegin, readCard } from '#modules/opportunities/index.ts'
import { readPriceBook } from '#modules/pricing/index.ts'
import { brokenRules, type Configuration, findItem, sayBrokenRule } from '#shared/configuration.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { PriceBook } from '#shared/price-book.ts'
import { quoteLines, quoteTotals } from '#shared/quote-totals.ts'
import { say } from '#shared/words.ts'
import { quoteEvents } from '../contract.ts'
import { quotesError } from '../contracts/quote-errors.ts'
import { quoteWords } from '../words.ts'
import { loseOpenApproval } from './approvals.queries.ts'
import {
  findAndLockQuote,
  findQuote,
  insertQuote,
  nextNumber,
  putLines,
  putVersion,
  type QuoteRow,
  updateQuote,
} from './quotes.queries.ts'

const daysValid = 7
const openStates = ['active', 'suspended', 'loss_proposed', 'signed']

export interface NewQuote {
  id?: string | undefined
  opportunityId: string
  configuration: Configuration
  validUntil?: string | undefined
  note: string
}

/**
 * Makes a quote on a card the actor may see; its number runs per store and year. Throws
 * `quotes.card_ended`, `quotes.broken_rules`, `quotes.day_past`, `pricing.no_price`, and what the
 * steps before a quote refuse. Gives its id.
 */
export async function writeQuote(ctx: Ctx, given: NewQuote): Promise<string> {
  const id = given.id ?? uuidv7()
  const earlier = await findQuote(ctx, id, 'any')
  if (earlier) {
    if (!(await findQuote(ctx, id, 'quotes.write'))) throw coreError('core.not_found')
    return id
  }
  const card = await readOpenCard(ctx, given.opportunityId)
  await assertStepMayBegin(ctx, card.id, 'quote')
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const book = await sellable(ctx, given.configuration)
  const validUntil = given.validUntil ?? addDays(today, daysValid)
  assertValidDay(validUntil, today)
  const year = Number(today.slice(0, 4))
  const serial = await nextNumber(ctx, year)
  const isNew = await insertQuote(ctx, {
    store_id: ctx.store.id,
    id,
    number: `BJ${String(year).slice(2)}-${String(serial).padStart(5, '0')}`,
    opportunity_id: card.id,
    customer_id: card.customerId,
    owner_id: card.ownerId,
    state: 'draft',
    ...headOf(book, given.configuration),
    valid_until: validUntil,
    made_at: ctx.now,
    made_by: personOf(ctx),
    changed_at: ctx.now,
  })
  if (!isNew) throw coreError('core.duplicate')
  await keepVersion(ctx, { id, customerId: card.customerId, no: 1 }, book, { ...given, validUntil })
  noteQuote(ctx, { id, customer_id: card.customerId, owner_id: card.ownerId }, 'made', { no: 1 })
  return id
}

/**
 * Changes what is offered. A draft is changed in place; anything that was sent, approved, refused or
 * waits gets a new version, and an open request is lost. Throws `core.stale_version`,
 * `quotes.wrong_state` and what `writeQuote` throws.
 */
export async function rewriteQuote(
  ctx: Ctx,
  id: string,
  given: {
    version: number
    configuration: Configuration
    validUntil?: string | undefined
    note: string
  },
): Promise<void> {
  const quote = await lockQuote(ctx, id, given.version)
  if (quote.state === 'accepted' || quote.state === 'withdrawn') throw wrongState(ctx, quote)
  await readOpenCard(ctx, quote.opportunity_id)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const book = await sellable(ctx, given.configuration)
  const validUntil =
    given.validUntil ?? (quote.valid_until < today ? addDays(today, daysValid) : quote.valid_until)
  assertValidDay(validUntil, today)
  const no = quote.state === 'draft' ? quote.version_no : quote.version_no + 1
  const hasLost = await loseOpenApproval(ctx, id)
  await keepVersion(ctx, { id, customerId: quote.customer_id, no }, book, { ...given, validUntil })
  await updateQuote(ctx, id, {
    ...headOf(book, given.configuration),
    state: 'draft',
    version_no: no,
    valid_until: validUntil,
    sent_at: null,
    sent_by_way: null,
    end_reason: null,
    ended_at: null,
  })
  noteQuote(ctx, quote, 'changed', { no, from: quote.state, hasLostRequest: hasLost })
}

/** The card a quote is on. Throws `quotes.card_ended` once it is won, lost or terminated. */
export async function readOpenCard(ctx: Ctx, opportunityId: string) {
  const card = await readCard(ctx, opportunityId)
  if (!openStates.includes(card.state)) throw quotesError('quotes.card_ended')
  return card
}

/** A version with another discount than the one before; the caller has locked the quote. */
export async function keepVersionWithDiscount(
  ctx: Ctx,
  quote: QuoteRow,
  chosen: Configuration,
  given: { no: number; note: string; pricedOn: string },
): Promise<void> {
  // Priced on the day of the version that was looked at: only the discount is another.
  const book = await readPriceBook(ctx, chosen.modelId, given.pricedOn)
  await keepVersion(ctx, { id: quote.id, customerId: quote.customer_id, no: given.no }, book, {
    configuration: chosen,
    validUntil: quote.valid_until,
    note: given.note,
  })
  await updateQuote(ctx, quote.id, { ...headOf(book, chosen), version_no: given.no })
}

/** Locks a quote the actor may change, at the version that was seen. */
export async function lockQuote(ctx: Ctx, id: string, version: number): Promise<QuoteRow> {
  const quote = await findAndLockQuote(ctx, id, 'quotes.write')
  if (!quote) throw coreError('core.not_found')
  ctx.customerId = quote.customer_id
  if (quote.version !== version)
    throw coreError('core.stale_version', {
      current: { version: quote.version, state: quote.state, versionNo: quote.version_no },
    })
  return quote
}

export const wrongState = (ctx: Ctx, quote: Pick<QuoteRow, 'state'>) =>
  quotesError('quotes.wrong_state', { state: say(quoteWords[quote.state], ctx.locale) })

/** The trail and the news of a quote. */
export function noteQuote(
  ctx: Ctx,
  quote: Pick<QuoteRow, 'id' | 'customer_id' | 'owner_id'>,
  step: keyof typeof quoteEvents,
  detail: Record<string, unknown> = {},
  reason?: string,
): void {
  audit(ctx, {
    action: `quote.${step}`,
    recordType: 'quote',
    recordId: quote.id,
    detail: { customerId: quote.customer_id, ...detail },
    ...(reason === undefined || reason === '' ? {} : { reason }),
  })
  announce(ctx, {
    type: quoteEvents[step],
    recordId: quote.id,
    data: { customerId: quote.customer_id, ownerId: quote.owner_id, ...detail },
  })
}

async function sellable(ctx: Ctx, chosen: Configuration): Promise<PriceBook> {
  const book = await readPriceBook(ctx, chosen.modelId)
  const broken = brokenRules(book, chosen)
  if (broken.length > 0)
    throw quotesError('quotes.broken_rules', {
      rules: broken
        .map((rule) => sayBrokenRule(book, rule, ctx.locale))
        .join(ctx.locale === 'zh' ? '；' : '; '),
    })
  return book
}

function assertValidDay(validUntil: string, today: string): void {
  if (validUntil < today) throw quotesError('quotes.day_past')
}

async function keepVersion(
  ctx: Ctx,
  quote: { id: string; customerId: string; no: number },
  book: PriceBook,
  given: { configuration: Configuration; validUntil: string; note: string },
): Promise<void> {
  const { tradeIn, ...chosen } = given.configuration
  await putVersion(ctx, {
    store_id: ctx.store.id,
    quote_id: quote.id,
    id: uuidv7(),
    no: quote.no,
    customer_id: quote.customerId,
    // What says whose old car it is stands apart, so that erasing can empty it.
    configuration: JSON.stringify({
      ...chosen,
      tradeIn: tradeIn && { allowanceFen: tradeIn.allowanceFen },
    }),
    totals: JSON.stringify(quoteTotals(book, given.configuration)),
    trade_in_text: maskPhonesInText(tradeIn?.text ?? ''),
    note: maskPhonesInText(given.note),
    valid_until: given.validUntil,
    priced_on: book.day,
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  await putLines(
    ctx,
    quote.id,
    quote.no,
    quoteLines(book, given.configuration).map((line, position) => ({
      store_id: ctx.store.id,
      quote_id: quote.id,
      version_no: quote.no,
      position,
      kind: line.kind,
      item_id: line.itemId,
      name: line.name,
      name_en: line.nameEn,
      quantity: line.quantity,
      price_fen: line.priceFen,
      amount_fen: line.amountFen,
    })),
  )
}

function headOf(book: PriceBook, chosen: Configuration) {
  const totals = quoteTotals(book, chosen)
  const finance = findItem(book, chosen.finance?.itemId ?? null)
  return {
    series_id: book.model.seriesId,
    model_id: book.model.id,
    model_text: book.model.name,
    colour: [chosen.colourId, chosen.interiorId]
      .flatMap((id) => findItem(book, id)?.name ?? [])
      .join(' / '),
    quantity: chosen.quantity,
    payment_method: finance ? (finance.rule.isLease ? 'lease' : 'loan') : 'cash',
    list_fen: totals.listFen,
    discount_fen: totals.discountFen,
    car_fen: totals.carFen,
    total_fen: totals.totalFen,
  }
}
