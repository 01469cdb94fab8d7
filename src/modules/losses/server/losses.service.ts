import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { peopleHolding } from '#modules/access/index.ts'
import { closedDays } from '#modules/dictionaries/index.ts'
import { lockProposedLoss, settleLoss } from '#modules/opportunities/index.ts'
import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { type CursorKey, decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { nextOpenDay } from '#shared/promise.ts'
import {
  type LossOutcome,
  type LossStep,
  lossEvents,
  lossesError,
  type ProposedLoss,
} from '../contract.ts'
import { insertCall, listCalls, lockCheck, saveCheck } from './loss-checks.queries.ts'
import {
  type ConfirmedFilter,
  countConfirmedRows,
  countProposedRows,
  listConfirmedRows,
  listProposedRows,
  lockConfirmed,
} from './losses.queries.ts'
import { decideWithinDays, presentLoss, presentProposed } from './losses.present.ts'
import { countsAsTry, neededTries } from './tries.ts'

/** The store has nobody to verify losses: the supervisor decides on the record alone. */
async function hasNoCaller(ctx: Ctx): Promise<boolean> {
  const { groupId, id } = ctx.store
  return (await peopleHolding(ctx.tx, groupId, id, 'losses.verify')).length === 0
}

/** A page of proposed losses the actor may see, the longest waiting first; the count on the first. */
export async function listProposed(
  ctx: Ctx,
  query: {
    step?: LossStep | undefined
    late?: 'true' | undefined
    owner?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const noCaller = await hasNoCaller(ctx)
  const filter = {
    step: query.step,
    owner: query.owner,
    before: query.late ? lateBefore(ctx) : undefined,
  }
  const after = placeOf(ctx, query.cursor)
  const rows = await listProposedRows(ctx, filter, { after, limit: query.limit + 1, noCaller })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: await presentProposed(ctx, page, noCaller),
    nextCursor: last ? encodeCursor([last.proposed_at.toISOString(), last.id], todayOf(ctx)) : null,
    count: after === undefined ? await countProposedRows(ctx, filter, noCaller) : null,
  }
}

/** How many losses wait for a call, for the decision, longer than the limit, and for their papers. */
export async function countLosses(ctx: Ctx) {
  const noCaller = await hasNoCaller(ctx)
  return {
    toCall: await countProposedRows(ctx, { step: 'to_call' }, noCaller),
    toDecide: await countProposedRows(ctx, { step: 'to_decide' }, noCaller),
    late: await countProposedRows(ctx, { before: lateBefore(ctx) }, noCaller),
    papers: await countConfirmedRows(ctx, { papers: 'missing' }),
  }
}

/** Proposed before this moment is late: the day of the proposal and seven whole days are over. */
const lateBefore = (ctx: Ctx): Date =>
  instantOf(addDays(todayOf(ctx), -decideWithinDays), '00:00', ctx.store.timeZone)

/**
 * Notes care's call about a proposed loss. An unanswered one counts when made on another day and at
 * another hour than those before; the third that counts makes the customer unreached. Throws
 * `losses.proposer_calls`, `losses.do_not_call`, `losses.verified`.
 */
export async function recordCall(
  ctx: Ctx,
  id: string,
  given: { id?: string | undefined; outcome: LossOutcome; note: string },
): Promise<ProposedLoss> {
  const card = await lockProposedLoss(ctx, id)
  const proposedAt = card.loss_proposed_at ?? ctx.now
  const [row] = await listProposedRows(ctx, { id }, { limit: 1, noCaller: false })
  if (!row) throw coreError('core.not_found')
  const calls = await listCalls(ctx, [id])
  // A resent call is there already.
  if (calls.some((call) => call.id === given.id)) return presentOne(ctx, id)
  if (card.owner_id === personOf(ctx)) throw lossesError('losses.proposer_calls')
  if (row.do_not_contact.includes('call')) throw lossesError('losses.do_not_call')
  if (row.result !== null) throw lossesError('losses.verified')
  const today = todayOf(ctx)
  const zone = ctx.store.timeZone
  const counted = calls.filter((call) => call.outcome === 'unreached' && call.is_counted)
  const tried = counted.map((call) => ({ at: call.at, onDay: call.on_day }))
  const isCounted = given.outcome !== 'unreached' || countsAsTry(ctx.now, zone, tried)
  const tries = counted.length + (given.outcome === 'unreached' && isCounted ? 1 : 0)
  const isSettled = given.outcome !== 'unreached' || tries >= neededTries
  const made = await insertCall(ctx, {
    store_id: ctx.store.id,
    id: given.id ?? uuidv7(),
    opportunity_id: id,
    customer_id: card.customer_id,
    proposed_at: proposedAt,
    at: ctx.now,
    on_day: today,
    person_id: personOf(ctx),
    outcome: given.outcome,
    is_counted: isCounted,
    note: maskPhonesInText(given.note),
  })
  // The id is somebody else's: nothing was written, so nothing is counted.
  if (!made) throw coreError('core.not_found')
  await saveCheck(
    ctx,
    { opportunityId: id, proposedAt, customerId: card.customer_id },
    {
      tries,
      next_try_on: isSettled ? null : await nextTry(ctx, today),
      ...(isSettled
        ? { result: given.outcome, found_at: ctx.now, found_by: ctx.actor.personId }
        : {}),
    },
  )
  audit(ctx, {
    action: 'loss.called',
    recordType: 'opportunity',
    recordId: id,
    detail: { customerId: card.customer_id, outcome: given.outcome, tries },
  })
  tellChanged(ctx, id, card)
  return presentOne(ctx, id)
}

async function nextTry(ctx: Ctx, today: Day): Promise<Day> {
  const closed = await closedDays(ctx.tx, ctx.store.id, today, addDays(today, 60))
  return nextOpenDay(today, (day) => closed.has(day))
}

/**
 * Confirms or returns a loss that care has verified, or that nobody may or can call. After three
 * unanswered tries a confirmed loss is a lost contact. Throws `losses.not_called` before.
 */
export async function decide(
  ctx: Ctx,
  id: string,
  body: Omit<Parameters<typeof settleLoss>[2], 'check'>,
) {
  const card = await settleLoss(ctx, id, {
    ...body,
    check: async (row) => {
      const proposedAt = row.loss_proposed_at
      const check = proposedAt ? await lockCheck(ctx, { opportunityId: id, proposedAt }) : undefined
      if (check?.result === 'unreached') return { kind: 'lost_contact' }
      // A return needs no call: the consultant keeps the customer.
      if (check?.result || !body.isConfirmed) return undefined
      const [seen] = await listProposedRows(ctx, { id }, { limit: 1, noCaller: false })
      const mayNotCall = seen?.do_not_contact.includes('call') ?? false
      if (mayNotCall || (await hasNoCaller(ctx))) return undefined
      throw lossesError('losses.not_called')
    },
  })
  tellChanged(ctx, id, { customer_id: card.customerId, owner_id: card.ownerId })
  return card
}

/** A page of confirmed losses the actor may see, newest first; the count on the first. */
export async function listConfirmed(
  ctx: Ctx,
  query: ConfirmedFilter & { cursor?: string | undefined; limit: number },
) {
  const after = placeOf(ctx, query.cursor)
  const rows = await listConfirmedRows(ctx, query, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => ({
      ...presentLoss(ctx, row),
      closedOn: row.closed_on,
      papersAt: row.papers_at?.toISOString() ?? null,
      papersBy: row.papers_by,
      papersPlace: row.papers_place ?? '',
    })),
    nextCursor: last ? encodeCursor([last.closed_on, last.id], todayOf(ctx)) : null,
    count: after === undefined ? await countConfirmedRows(ctx, query) : null,
  }
}

/** The clerk has put the papers of a confirmed loss away. Throws `losses.papers_filed` the second time. */
export async function filePapers(ctx: Ctx, id: string, place: string) {
  const row = await lockConfirmed(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (row.state !== 'lost') throw lossesError('losses.not_lost')
  const of = {
    opportunityId: id,
    proposedAt: row.proposed_at ?? row.closed_at,
    customerId: row.customer_id,
  }
  if ((await lockCheck(ctx, of))?.papers_at) throw lossesError('losses.papers_filed')
  await saveCheck(ctx, of, {
    papers_at: ctx.now,
    papers_by: ctx.actor.personId,
    papers_place: maskPhonesInText(place),
  })
  audit(ctx, {
    action: 'loss.papers_filed',
    recordType: 'opportunity',
    recordId: id,
    detail: { customerId: row.customer_id, place },
  })
  tellChanged(ctx, id, row)
  return { papersAt: ctx.now.toISOString() }
}

export function tellChanged(
  ctx: Ctx,
  id: string,
  of: { customer_id: string; owner_id: string },
): void {
  announce(ctx, {
    type: lossEvents.changed,
    recordId: id,
    data: { customerId: of.customer_id, ownerId: of.owner_id },
  })
}

async function presentOne(ctx: Ctx, id: string): Promise<ProposedLoss> {
  const noCaller = await hasNoCaller(ctx)
  const rows = await listProposedRows(ctx, { id }, { limit: 1, noCaller })
  const [item] = await presentProposed(ctx, rows, noCaller)
  if (!item) throw coreError('core.not_found')
  return item
}

const todayOf = (ctx: Ctx): Day => dayInZone(ctx.now, ctx.store.timeZone)

function placeOf(ctx: Ctx, cursor: string | undefined): CursorKey | undefined {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, todayOf(ctx), 2)
  if (decoded.ok) return decoded.key
  throw decoded.reason === 'expired'
    ? coreError('core.cursor_expired')
    : coreError('core.bad_request', { why: 'cursor' })
}
