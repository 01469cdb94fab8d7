import { type Ctx, personOf } from '#foundation/ctx.ts'
import { isFree } from '#shared/discount-ladder.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { formatYuan } from '#shared/money.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import type { Decision } from '../contract.ts'
import { quotesError } from '../contracts/quote-errors.ts'
import { quoteWords } from '../words.ts'
import {
  findApproval,
  insertApproval,
  listOpenApprovals,
  updateApproval,
} from './approvals.queries.ts'
import { askedOf } from './asked.ts'
import { approversFor, mayDecide, mayGiveDiscount, rolesForDiscount } from './limits.ts'
import {
  type ApprovalRow,
  findAndLockQuote,
  type QuoteRow,
  updateQuote,
  updateVersion,
} from './quotes.queries.ts'
import { newestVersion } from './quotes.service.ts'
import {
  keepVersionWithDiscount,
  lockQuote,
  noteQuote,
  readOpenCard,
  wrongState,
} from './write-quote.ts'

/**
 * Asks for approval of what the newest version gives away. Throws `quotes.no_approval_needed`,
 * `quotes.wrong_state`, `core.stale_version`.
 */
export async function requestApproval(
  ctx: Ctx,
  id: string,
  given: { version: number; reason: string },
): Promise<void> {
  const quote = await lockQuote(ctx, id, given.version)
  if (quote.state !== 'draft' && quote.state !== 'refused') throw wrongState(ctx, quote)
  await readOpenCard(ctx, quote.opportunity_id)
  const { totals, pricedOn } = await newestVersion(ctx, quote)
  const asked = await askedOf(ctx, {
    modelId: quote.model_id,
    quantity: quote.quantity,
    pricedOn,
    totals,
  })
  if (isFree(asked) || (await mayGiveDiscount(ctx, asked)))
    throw quotesError('quotes.no_approval_needed')
  const isNew = await insertApproval(ctx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    quote_id: id,
    version_no: quote.version_no,
    owner_id: quote.owner_id,
    discount_fen: Math.round(totals.discountFen / quote.quantity),
    basis_fen: asked.basisFen,
    car_fen: Math.round(totals.carFen / quote.quantity),
    is_below_floor: asked.isBelowFloor,
    reason: maskPhonesInText(given.reason),
    asked_at: ctx.now,
    asked_by: personOf(ctx),
  })
  if (!isNew) throw wrongState(ctx, { state: 'waiting' })
  await updateQuote(ctx, id, { state: 'waiting' })
  noteQuote(
    ctx,
    quote,
    'asked',
    { no: quote.version_no, approverIds: await approversFor(ctx, asked) },
    given.reason,
  )
}

/** The open requests the actor may decide, and how many wait beyond their limit. */
export async function readInbox(
  ctx: Ctx,
): Promise<{ approvals: ApprovalRow[]; beyondLimit: number }> {
  const open = await listOpenApprovals(ctx)
  const approvals: ApprovalRow[] = []
  for (const row of open) if (await mayDecide(ctx, askedIn(row))) approvals.push(row)
  return { approvals, beyondLimit: open.length - approvals.length }
}

/**
 * Approves, refuses or lowers the discount of the version that was looked at. The first to decide
 * wins: the next is told who and what (`quotes.already_decided`); a quote that was changed meanwhile
 * is told too (`quotes.changed_meanwhile`). Throws `quotes.beyond_limit`, `quotes.counter_too_high`.
 * Gives the quote's id.
 */
export async function decide(
  ctx: Ctx,
  id: string,
  given: { versionNo: number; decision: Decision; counterFen?: number | undefined; note: string },
): Promise<string> {
  const seen = await findApproval(ctx, id)
  if (!seen) throw coreError('core.not_found')
  // The quote's row first, as every verb does: then nothing changes beneath the decision.
  const quote = await findAndLockQuote(ctx, seen.quote_id, 'any')
  const request = await findApproval(ctx, id)
  if (!quote || !request) throw coreError('core.not_found')
  ctx.customerId = quote.customer_id
  if (request.state === 'lost' || request.version_no !== given.versionNo)
    throw quotesError('quotes.changed_meanwhile', {
      no: quote.version_no,
      current: { versionNo: quote.version_no, state: quote.state, version: quote.version },
    })
  if (request.state !== 'open')
    throw quotesError('quotes.already_decided', {
      name: request.decided_by_name ?? '',
      decision: say(quoteWords[request.state], ctx.locale),
      current: { versionNo: quote.version_no, state: quote.state, version: quote.version },
    })
  const version = await newestVersion(ctx, quote)
  const asked = { ...askedIn(request), listFen: Math.round(quote.list_fen / quote.quantity) }
  if (given.decision !== 'refused' && !(await mayDecide(ctx, asked)))
    throw await beyondLimit(ctx, asked)
  const note = maskPhonesInText(given.note)
  await updateApproval(ctx, id, {
    state: given.decision,
    decided_at: ctx.now,
    decided_by: personOf(ctx),
    decision_note: note,
    counter_fen: given.decision === 'countered' ? (given.counterFen ?? null) : null,
  })
  if (given.decision === 'countered') await counter(ctx, quote, request, version, given.counterFen)
  else if (given.decision === 'approved') await approve(ctx, quote, quote.version_no)
  else await updateQuote(ctx, quote.id, { state: 'refused' })
  noteQuote(
    ctx,
    quote,
    'decided',
    {
      no: request.version_no,
      decision: given.decision,
      ...(given.counterFen === undefined ? {} : { counterFen: given.counterFen }),
    },
    note,
  )
  return quote.id
}

async function approve(ctx: Ctx, quote: QuoteRow, no: number): Promise<void> {
  await updateVersion(ctx, quote.id, no, {
    approved_at: ctx.now,
    approved_by: ctx.actor.personId,
  })
  await updateQuote(ctx, quote.id, { state: 'approved' })
}

/** The lower discount becomes the next version, approved as it is made. */
async function counter(
  ctx: Ctx,
  quote: QuoteRow,
  request: ApprovalRow,
  version: Awaited<ReturnType<typeof newestVersion>>,
  counterFen: number | undefined,
): Promise<void> {
  if (counterFen === undefined || counterFen >= request.discount_fen)
    throw quotesError('quotes.counter_too_high', {
      asked: formatYuan(request.discount_fen, { whole: true }),
    })
  const no = quote.version_no + 1
  await keepVersionWithDiscount(
    ctx,
    quote,
    { ...version.configuration, discountFen: counterFen },
    { no, note: version.note, pricedOn: version.pricedOn },
  )
  await approve(ctx, quote, no)
}

function askedIn(row: ApprovalRow) {
  return {
    basisFen: row.basis_fen,
    listFen: row.car_fen + row.discount_fen,
    isBelowFloor: row.is_below_floor,
  }
}

async function beyondLimit(ctx: Ctx, asked: Parameters<typeof rolesForDiscount>[1]) {
  const roles = await rolesForDiscount(ctx, asked)
  return quotesError('quotes.beyond_limit', {
    roles: roles.join(ctx.locale === 'zh' ? '、' : ', '),
  })
}
