import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import type { SendingWay } from '../contract.ts'
import { quotesError } from '../contracts/quote-errors.ts'
import { quoteWords } from '../words.ts'
import { loseOpenApproval } from './approvals.queries.ts'
import { askedOf } from './asked.ts'
import { mayGiveDiscount } from './limits.ts'
import {
  lockQuotesOfEndedCard,
  lockRunOut,
  type QuoteRow,
  updateQuote,
  updateVersion,
} from './quotes.queries.ts'
import { newestVersion } from './quotes.service.ts'
import { lockQuote, noteQuote, readOpenCard, wrongState } from './write-quote.ts'

/**
 * Notes that the newest version went to the customer. A draft within the limits of whoever sends it
 * needs no approval. Throws `quotes.not_approved`, `quotes.expired`, `quotes.wrong_state`.
 */
export async function markSent(
  ctx: Ctx,
  id: string,
  given: { version: number; way: SendingWay },
): Promise<void> {
  const quote = await lockQuote(ctx, id, given.version)
  if (quote.state === 'sent') {
    await updateQuote(ctx, id, { sent_by_way: given.way })
    noteQuote(ctx, quote, 'sent', { no: quote.version_no, way: given.way })
    return
  }
  await readOpenCard(ctx, quote.opportunity_id)
  await assertMayLeave(ctx, quote)
  await updateVersion(ctx, id, quote.version_no, { sent_at: ctx.now })
  await updateQuote(ctx, id, { state: 'sent', sent_at: ctx.now, sent_by_way: given.way })
  noteQuote(ctx, quote, 'sent', { no: quote.version_no, way: given.way })
}

/** Refuses what may not go to the customer: not approved, run out, ended. */
export async function assertMayLeave(ctx: Ctx, quote: QuoteRow): Promise<void> {
  if (quote.state === 'waiting' || quote.state === 'refused')
    throw quotesError('quotes.not_approved')
  if (!['draft', 'approved', 'sent'].includes(quote.state)) throw wrongState(ctx, quote)
  assertStillValid(ctx, quote)
  if (quote.state === 'draft' && !(await mayLeaveUnasked(ctx, quote)))
    throw quotesError('quotes.not_approved')
}

async function mayLeaveUnasked(ctx: Ctx, quote: QuoteRow): Promise<boolean> {
  const { totals, pricedOn } = await newestVersion(ctx, quote)
  return mayGiveDiscount(
    ctx,
    await askedOf(ctx, { modelId: quote.model_id, quantity: quote.quantity, pricedOn, totals }),
  )
}

/** The customer says yes. Throws `quotes.wrong_state`, `quotes.expired`. */
export async function markAgreed(ctx: Ctx, id: string, version: number): Promise<void> {
  const quote = await lockQuote(ctx, id, version)
  if (quote.state !== 'sent') throw wrongState(ctx, quote)
  assertStillValid(ctx, quote)
  await updateQuote(ctx, id, { state: 'accepted', accepted_at: ctx.now })
  noteQuote(ctx, quote, 'accepted', { no: quote.version_no })
}

/** Takes an offer back, with the reason. Throws `quotes.wrong_state` once it is accepted. */
export async function takeQuoteBack(
  ctx: Ctx,
  id: string,
  given: { version: number; reason: string },
): Promise<void> {
  const quote = await lockQuote(ctx, id, given.version)
  if (quote.state === 'withdrawn' || (quote.state === 'accepted' && quote.order_id !== null))
    throw wrongState(ctx, quote)
  await loseOpenApproval(ctx, id)
  await updateQuote(ctx, id, {
    state: 'withdrawn',
    ended_at: ctx.now,
    end_reason: maskPhonesInText(given.reason),
  })
  noteQuote(ctx, quote, 'ended', { state: 'withdrawn' }, given.reason)
}

/** Takes back what is still offered on a card that was lost or terminated; nobody decides on it any more. */
export async function endQuotesOfCard(ctx: Ctx, opportunityId: string): Promise<void> {
  const reason = say(quoteWords.cardEnded, 'zh')
  for (const quote of await lockQuotesOfEndedCard(ctx, opportunityId)) {
    await loseOpenApproval(ctx, quote.id)
    await updateQuote(ctx, quote.id, {
      state: 'withdrawn',
      ended_at: ctx.now,
      end_reason: reason,
    })
    noteQuote(ctx, quote, 'ended', { state: 'withdrawn' }, reason)
  }
}

/** Marks what ran out before today (the store's day) as expired; gives how many. */
export function expireQuotes(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    const quotes = await lockRunOut(ctx, dayInZone(ctx.now, store.timeZone))
    for (const quote of quotes) {
      await loseOpenApproval(ctx, quote.id)
      await updateQuote(ctx, quote.id, { state: 'expired', ended_at: ctx.now })
      noteQuote(ctx, quote, 'ended', { state: 'expired' })
    }
    return quotes.length
  })
}

function assertStillValid(ctx: Ctx, quote: QuoteRow): void {
  if (quote.valid_until < dayInZone(ctx.now, ctx.store.timeZone))
    throw quotesError('quotes.expired', { day: quote.valid_until })
}
