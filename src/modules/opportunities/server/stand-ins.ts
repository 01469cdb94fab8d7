import { defineOperation } from '#foundation/operations/define-operation.ts'
import { runOperation } from '#foundation/operations/run-operation.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Day } from '#shared/days.ts'
import type { Phrase } from '#shared/words.ts'
import { uuidv7 } from '#shared/ids.ts'
import { insertStandIns, listOpenCardsOf, withdrawStandIns } from './stand-ins.queries.ts'

/** An absent colleague's work of a day, shared out; taken back it falls to its owner again. */
export const shareOutKind = defineOperation({
  kind: 'share_out',
  title: ['代班分配', 'Sharing out a day'],
  afterTakeBack: async (ctx, operationId) =>
    announce(ctx, { type: 'opportunities.shared_out', recordId: operationId }),
})

export interface Share {
  opportunityId: string
  /** Who does the work of that day. */
  personId: string
}

/**
 * Gives the day's work on cards of an absent person to colleagues: they see the customers, call and
 * complete on that day; whose the customers are does not change, and after the day it is over. A
 * card shared out before goes to the new colleague. Cards that are not the person's open ones are
 * left out. Gives the operation and how many cards it holds.
 */
export async function shareOutDay(
  ctx: Ctx,
  given: { id?: string; absentId: string; day: Day; title: Phrase; shares: readonly Share[] },
): Promise<{ operationId: string; count: number }> {
  const cards = await listOpenCardsOf(
    ctx,
    given.absentId,
    given.shares.map((share) => share.opportunityId),
  )
  const toWhom = new Map(given.shares.map((share) => [share.opportunityId, share.personId]))
  const rows = cards.flatMap((card) => {
    const personId = toWhom.get(card.id)
    return personId === undefined || personId === given.absentId ? [] : [{ ...card, personId }]
  })
  const { operationId } = await runOperation(
    ctx,
    {
      id: given.id,
      kind: shareOutKind,
      title: given.title,
      units: rows.map((row) => ({
        id: row.id,
        customerId: row.customer_id,
        keys: { opportunity: [row.id] },
      })),
      watch: [{ table: 'customer_stand_ins', column: 'opportunity_id', key: 'opportunity' }],
      settings: { absentId: given.absentId, day: given.day },
    },
    async (units) => {
      const chosen = new Set(units.map((unit) => unit.id))
      const some = rows.filter((row) => chosen.has(row.id))
      await withdrawStandIns(
        ctx,
        some.map((row) => row.id),
        given.day,
      )
      await insertStandIns(
        ctx,
        some.map((row) => ({
          store_id: ctx.store.id,
          id: uuidv7(),
          customer_id: row.customer_id,
          opportunity_id: row.id,
          owner_id: given.absentId,
          person_id: row.personId,
          day: given.day,
          made_at: ctx.now,
          made_by: ctx.actor.personId,
        })),
      )
    },
  )
  announce(ctx, {
    type: 'opportunities.shared_out',
    recordId: operationId,
    data: { absentId: given.absentId, day: given.day, count: rows.length },
  })
  return { operationId, count: rows.length }
}
