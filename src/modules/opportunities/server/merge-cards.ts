import type { Ctx } from '#foundation/ctx.ts'
import {
  type CardOfMerge,
  duplicatesError,
  type MergeStep,
  type Side,
} from '#modules/customers/index.ts'
import { type Day, dayInZone, laterDay } from '#shared/days.ts'
import { listCardIdsOf, listCardsById } from './card-operations.queries.ts'
import { cardWatch } from './card-operations.ts'
import { changeOpportunity } from './history.ts'
import {
  type CardRow,
  findAndLock,
  findPromise,
  selectOpenCardOf,
} from './opportunities.queries.ts'
import { endPromise, movePromise } from './promises.ts'

/**
 * Which of two open cards stays: a signed one, else the one that was opened first, because who was
 * first owns the customer (rules.md, Who owns a customer).
 */
export function cardThatStays(
  kept: Pick<CardRow, 'state' | 'opened_on' | 'id'>,
  gone: Pick<CardRow, 'state' | 'opened_on' | 'id'>,
): { side: Side; why: 'signed' | 'first' } {
  if (kept.state === 'signed') return { side: 'kept', why: 'signed' }
  if (gone.state === 'signed') return { side: 'gone', why: 'signed' }
  return { side: gone.opened_on < kept.opened_on ? 'gone' : 'kept', why: 'first' }
}

async function preview(ctx: Ctx, keptId: string, goneId: string) {
  const kept = await selectOpenCardOf(ctx, keptId)
  const gone = await selectOpenCardOf(ctx, goneId)
  const rule = kept && gone ? cardThatStays(kept, gone) : undefined
  return {
    kept: kept ? present(kept) : null,
    gone: gone ? present(gone) : null,
    proposal: rule?.side ?? null,
    why: rule?.why ?? null,
  }
}

function present(row: CardRow): CardOfMerge {
  return {
    id: row.id,
    level: row.level,
    state: row.state,
    stage: row.stage,
    ownerName: row.owner_name,
    openedOn: row.opened_on,
    lastContactOn: row.last_contact_on,
    dueOn: row.due_on,
  }
}

/** Of two open cards one stays, with the later contact and the sooner promise; the other ends. */
async function run(
  ctx: Ctx,
  keptId: string,
  goneId: string,
  asked: Side | undefined,
): Promise<string | null> {
  const kept = await selectOpenCardOf(ctx, keptId)
  const gone = await selectOpenCardOf(ctx, goneId)
  if (!kept || !gone) return (kept ?? gone)?.owner_id ?? null
  if (kept.state === 'signed' && gone.state === 'signed')
    throw duplicatesError('customers.both_signed')
  const rule = cardThatStays(kept, gone)
  const side = asked ?? rule.side
  if (rule.why === 'signed' && side !== rule.side) throw duplicatesError('customers.card_must_stay')
  const [stays, ends] = side === 'kept' ? [kept, gone] : [gone, kept]
  await joinCards(ctx, stays.id, ends.id)
  return stays.owner_id
}

async function joinCards(ctx: Ctx, staysId: string, endsId: string): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const note = { today, reason: 'merged' }
  // Locked in one order, whoever stays.
  const locked = new Map(
    await [staysId, endsId].toSorted().reduce<Promise<[string, Locked][]>>(async (done, id) => {
      const rows = await done
      const row = await findAndLock(ctx, id, 'any')
      return row ? [...rows, [id, row]] : rows
    }, Promise.resolve([])),
  )
  const stays = locked.get(staysId)
  const ends = locked.get(endsId)
  if (!stays || !ends) return
  const due = (await findPromise(ctx, ends.id))?.due_on
  await changeOpportunity(
    ctx,
    ends,
    { state: 'terminated', closed_on: today, closed_reason: 'merged' },
    { ...note, action: 'opportunity.merged' },
  )
  await endPromise(ctx, ends.id, today)
  await changeOpportunity(
    ctx,
    stays,
    {
      last_contact_on: laterDay(stays.last_contact_on, ends.last_contact_on),
      ...(ends.last_contact_at > stays.last_contact_at
        ? { last_contact_at: ends.last_contact_at }
        : {}),
    },
    { ...note, action: 'opportunity.joined' },
  )
  await keepSooner(ctx, stays, due, note)
}

type Locked = NonNullable<Awaited<ReturnType<typeof findAndLock>>>

async function keepSooner(
  ctx: Ctx,
  stays: Locked,
  due: Day | undefined,
  note: { today: Day; reason: string },
): Promise<void> {
  const own = await findPromise(ctx, stays.id)
  if (due === undefined || !own || own.is_frozen || own.purpose === 'wake-up') return
  if (due < own.due_on) await movePromise(ctx, stays.id, due, note)
}

/** What the merge of two customers means for their cards. */
export const cardsMergeStep: MergeStep = {
  watch: cardWatch.filter((watch) => watch.table !== 'customers'),
  cardsOf: listCardIdsOf,
  holdersOf: async (ctx, cardIds) =>
    new Map((await listCardsById(ctx, cardIds)).map((row) => [row.id, row.customer_id])),
  preview,
  run,
}
