import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { defineOperation } from '#foundation/operations/define-operation.ts'
import { findOperation, type OperationRow } from '#foundation/operations/operations.queries.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import { moveOwned, ownedWatch } from '#foundation/owned-tables.queries.ts'
import { ownedTables } from '#foundation/tables.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { setHolders } from '#modules/customers/index.ts'
import type { HandOverChoice } from '../../contracts/hand-over.ts'
import { cardWatch, newsOfCards } from '../card-operations.ts'
import { giveCard } from '../hand-over.ts'
import { findAndLock } from '../opportunities.queries.ts'
import { type Plan, planHandOver } from './plan.ts'

export const handOverKind = defineOperation({
  kind: 'cards.handed_over',
  title: ['移交客户', 'Hand-over'],
  afterTakeBack: newsOfCards,
})

/**
 * Gives one, some or all customers of a person to others, with everything: open cards with their
 * promises and history, planned appointments and tasks. Nothing resets. Both sides are told once, and
 * the whole can be taken back (rules.md, Who owns a customer). A resent id gives what was done.
 */
export async function runHandOver(
  ctx: Ctx,
  choice: HandOverChoice & { id?: string | undefined; reason: string },
) {
  const earlier = choice.id && (await findOperation(ctx.tx, ctx.store.id, choice.id))
  if (earlier) return doneBefore(earlier)
  const plan = await planHandOver(ctx, choice)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [
    choice.fromId,
    ...plan.receivers.map((one) => one.id),
  ])
  return giveAll(ctx, plan, {
    ...choice,
    title: titleOf(
      names.get(choice.fromId) ?? '',
      plan.receivers.map((one) => one.name),
    ),
  })
}

interface Received {
  id: string
  customers: number
  cards: number
}

/** A resent hand-over gives the first answer again. */
function doneBefore(row: OperationRow) {
  const { receivers = [] } = row.settings as { receivers?: Received[] }
  return answerOf(row.id, receivers)
}

function answerOf(operationId: string, receivers: Received[]) {
  return {
    operationId,
    customers: receivers.reduce((sum, one) => sum + one.customers, 0),
    cards: receivers.reduce((sum, one) => sum + one.cards, 0),
    receivers,
  }
}

interface Giving {
  id?: string | undefined
  fromId: string
  reason: string
  title: string
  rule?: string
}

/** Carries a plan out as one operation; gives what each receiver got. */
export async function giveAll(ctx: Ctx, plan: Plan, giving: Giving) {
  const cards = new Map(plan.held.map((row) => [row.customer_id, row.card_id]))
  const receivers = plan.receivers.map(({ id }) => {
    const got = plan.held.filter((row) => plan.to.get(row.customer_id) === id)
    return { id, customers: got.length, cards: got.filter((row) => row.card_id !== null).length }
  })
  const done = await runOperation(
    ctx,
    {
      id: giving.id,
      kind: handOverKind,
      title: giving.title,
      reason: giving.reason,
      settings: { from: giving.fromId, rule: giving.rule ?? 'one', receivers },
      units: plan.held.map((row) => ({
        id: row.customer_id,
        customerId: row.customer_id,
        keys: {
          customer: [row.customer_id],
          ...(row.card_id === null ? {} : { opportunity: [row.card_id] }),
        },
      })),
      watch: [...cardWatch, ...ownedTables().map(ownedWatch)],
    },
    async (units) => {
      const byReceiver = Map.groupBy(units, (unit) => plan.to.get(unit.id) as string)
      for (const [to, got] of byReceiver) {
        const customerIds = got.map((unit) => unit.id)
        for (const id of customerIds) {
          const cardId = cards.get(id)
          const card = cardId ? await findAndLock(ctx, cardId, 'any') : undefined
          if (card) await giveCard(ctx, card, to, giving.reason)
        }
        await setHolders(ctx, customerIds, to)
        for (const owned of ownedTables())
          await moveOwned(ctx, owned, { from: giving.fromId, to, customerIds })
      }
    },
  )
  if (done.isNew) tellBothSides(ctx, giving.fromId, done.operationId, receivers)
  return answerOf(done.operationId, receivers)
}

/** One message per receiver with counts, not one per card. */
function tellBothSides(ctx: Ctx, from: string, operationId: string, receivers: Received[]): void {
  for (const { id: to, customers, cards } of receivers)
    if (customers > 0)
      announce(ctx, {
        type: 'opportunities.handed_over',
        recordId: operationId,
        data: { from, to, count: cards, customers, operationId },
      })
}

function titleOf(from: string, to: string[]): string {
  const shown = to.slice(0, 3).join('、')
  return `${from} → ${shown}${to.length > 3 ? ` +${to.length - 3}` : ''}`
}
