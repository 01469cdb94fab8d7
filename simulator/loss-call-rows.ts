import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { peopleHolding } from '#modules/access/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { listProposed } from './lead-inlet-rows.queries.ts'
import { createRandom } from './random.ts'
import { addRows } from './road-rows.queries.ts'

/** What care's calls to the first of those proposed as lost brought; the others wait. */
const found = [
  { outcome: 'true_loss', note: '客户确认已在别处提车' },
  { outcome: 'not_lost', note: '客户说还在比较，下周末再来看' },
  { outcome: 'true_loss', note: '预算不够，一年内不买' },
  { outcome: 'unreached', note: '无人接听' },
  { outcome: 'unreached', note: '通话中' },
] as const

/** Lets the demo show losses in each step: to be called, tried once, verified and to be decided. */
export async function addLossCallRows(app: App, store: StoreInfo): Promise<void> {
  await runInStore(
    app,
    store,
    async (ctx) => {
      const { groupId, id: storeId, timeZone } = ctx.store
      const [care] = await peopleHolding(ctx.tx, groupId, storeId, 'losses.verify')
      if (!care) return
      const random = createRandom('loss-calls', 1, storeId)
      const cards = await listProposed(ctx, found.length)
      const calls = cards.map((card, place) => {
        const since = card.loss_proposed_at.getTime() + 60 * 60_000
        const at = new Date(Math.min(since + place * 7 * 60_000, ctx.now.getTime() - 60_000))
        return { card, at, ...(found[place] as (typeof found)[number]) }
      })
      await addRows(
        ctx,
        'loss_calls',
        calls.map(({ card, at, outcome, note }) => ({
          store_id: storeId,
          id: random.id(at.getTime()),
          opportunity_id: card.id,
          customer_id: card.customer_id,
          proposed_at: card.loss_proposed_at,
          at,
          on_day: dayInZone(at, timeZone),
          person_id: care.id,
          outcome,
          note,
        })),
      )
      await addRows(
        ctx,
        'loss_checks',
        calls.map(({ card, at, outcome }) => ({
          store_id: storeId,
          opportunity_id: card.id,
          customer_id: card.customer_id,
          proposed_at: card.loss_proposed_at,
          ...(outcome === 'unreached'
            ? { tries: 1, next_try_on: addDays(dayInZone(at, timeZone), 1) }
            : { result: outcome, found_at: at, found_by: care.id }),
        })),
      )
    },
    systemActor(store),
  )
}
