import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { shareError } from '../contracts/shares.ts'
import { changeOpportunity, recordHistory } from './history.ts'
import { findOpened, type LockedOpportunity } from './opportunities.queries.ts'
import { lockOpportunity, readCard } from './opportunities.service.ts'
import {
  changeShare,
  insertShares,
  listShares,
  listWorking,
  type ShareRow,
} from './shares.queries.ts'
import { isOpen } from './states.ts'

/** Whose the credit of a deal will be; the percentages of a card add to 100. */
export interface CardShare {
  personId: string
  percent: number
}

/** How the credit of a card is shared; the owner alone with 100 while nothing was agreed. */
export async function sharesOf(ctx: Ctx, opportunityId: string): Promise<CardShare[]> {
  const shares = await listShares(ctx, opportunityId)
  if (shares.length > 0) return shares.map(presentShare)
  const card = await findOpened(ctx, opportunityId)
  if (!card) throw coreError('core.not_found')
  return [{ personId: card.owner_id, percent: 100 }]
}

/** The split of a card the actor may see, with names. */
export async function readShares(ctx: Ctx, id: string) {
  const card = await readCard(ctx, id)
  const shares = await sharesOf(ctx, id)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    shares.map((one) => one.personId),
  )
  return {
    shares: shares.map((one) => ({ ...one, name: names.get(one.personId) ?? null })),
    isFixed: !isSplittable(card.state),
    version: card.version,
  }
}

/**
 * Agrees how the credit of a card is shared, in shares that add to 100 with the owner's among them;
 * the owner alone with 100 ends the sharing. Fixed once the contract is signed (row 002-52).
 */
export async function setShares(
  ctx: Ctx,
  id: string,
  asked: { version: number; shares: CardShare[]; reason: string },
) {
  const card = await lockOpportunity(ctx, id, 'opportunities.write')
  if (!isOpen(card.state))
    throw opportunitiesError('opportunities.wrong_state', { state: card.state })
  if (!isSplittable(card.state)) throw shareError('opportunities.shares_fixed')
  if (card.version !== asked.version)
    throw coreError('core.stale_version', { current: await readShares(ctx, id) })
  await assertSplit(ctx, card, asked.shares)
  const before = await listShares(ctx, id)
  const wanted = asked.shares.length === 1 ? [] : asked.shares
  const text = splitText(before.map(presentShare))
  if (text !== splitText(wanted)) {
    await keepSplit(ctx, card, before, wanted)
    const today = dayInZone(ctx.now, ctx.store.timeZone)
    // The card's version goes up with its split, so that two who agree at once do not both win.
    await changeOpportunity(
      ctx,
      card,
      {},
      { action: 'opportunity.shared', reason: asked.reason, today },
    )
    await recordHistory(
      ctx,
      [{ opportunityId: id, field: 'shares', from: text, to: splitText(wanted) }],
      { reason: asked.reason, today },
    )
  }
  return readShares(ctx, id)
}

const isSplittable = (state: string) => state !== 'signed' && state !== 'delivered'

async function assertSplit(
  ctx: Ctx,
  card: LockedOpportunity,
  shares: readonly CardShare[],
): Promise<void> {
  const sum = shares.reduce((all, one) => all + one.percent, 0)
  if (sum !== 100) throw shareError('opportunities.shares_not_100', { sum })
  const people = new Set(shares.map((one) => one.personId))
  if (people.size !== shares.length || !people.has(card.owner_id))
    throw shareError('opportunities.shares_people')
  const working = new Set(await listWorking(ctx, [...people]))
  if ([...people].some((id) => id !== card.owner_id && !working.has(id)))
    throw opportunitiesError('opportunities.no_such_owner')
}

async function keepSplit(
  ctx: Ctx,
  card: LockedOpportunity,
  before: readonly ShareRow[],
  wanted: readonly CardShare[],
): Promise<void> {
  for (const row of before) {
    const next = wanted.find((one) => one.personId === row.person_id)
    if (!next) await changeShare(ctx, row.id, { withdrawn_at: ctx.now })
    else if (next.percent !== row.percent) await changeShare(ctx, row.id, { percent: next.percent })
  }
  await insertShares(
    ctx,
    wanted
      .filter((one) => before.every((row) => row.person_id !== one.personId))
      .map((one) => ({
        store_id: ctx.store.id,
        id: uuidv7(),
        opportunity_id: card.id,
        customer_id: card.customer_id,
        person_id: one.personId,
        percent: one.percent,
        recorded_at: ctx.now,
        recorded_by: ctx.actor.personId,
      })),
  )
}

/** The owner's share goes with the card; who gets it and had one already holds both. */
export async function handOverShare(
  ctx: Ctx,
  card: LockedOpportunity,
  ownerId: string,
  note: { reason: string; today: string },
): Promise<void> {
  const before = await listShares(ctx, card.id)
  const mine = before.find((row) => row.person_id === card.owner_id)
  if (!mine) return
  const theirs = before.find((row) => row.person_id === ownerId)
  if (theirs) {
    const percent = theirs.percent + mine.percent
    await changeShare(ctx, mine.id, { withdrawn_at: ctx.now })
    // Who then has all of it shares with nobody.
    await changeShare(ctx, theirs.id, percent === 100 ? { withdrawn_at: ctx.now } : { percent })
  } else await changeShare(ctx, mine.id, { person_id: ownerId })
  const after = await listShares(ctx, card.id)
  await recordHistory(
    ctx,
    [
      {
        opportunityId: card.id,
        field: 'shares',
        from: splitText(before.map(presentShare)),
        to: splitText(after.map(presentShare)),
      },
    ],
    note,
  )
}

const presentShare = (row: ShareRow): CardShare => ({
  personId: row.person_id,
  percent: row.percent,
})

/** `<id>:60 <id>:40`, the greatest first; the history keeps it so. */
function splitText(shares: readonly CardShare[]): string {
  return shares
    .toSorted((a, b) => b.percent - a.percent || (a.personId < b.personId ? -1 : 1))
    .map((one) => `${one.personId}:${one.percent}`)
    .join(' ')
}
