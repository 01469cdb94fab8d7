import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import { movePooled } from './move-cards.ts'
import { listFalling, listToWarn, markWarned } from './pool.queries.ts'
import { findKeeper, poolRulesOf } from './rules.ts'

const atOnce = 200

/**
 * Warns the owners of cards nobody reached for long, and some days later lets the cards fall into the
 * pool; a contact in between starts anew. Once a store switches the pool on, nothing falls without
 * its warning. Idempotent; called by the clock.
 */
export async function letCardsFall(
  app: App,
  store: StoreInfo,
): Promise<{ warned: number; fell: number }> {
  const counts = { warned: 0, fell: 0 }
  if (!poolRulesOf(store).isOn) return counts
  for (;;) {
    const done = await runInStore(app, store, someOf)
    counts.warned += done.warned
    counts.fell += done.fell
    if (done.warned < atOnce && done.fell < atOnce) return counts
  }
}

async function someOf(ctx: Ctx): Promise<{ warned: number; fell: number }> {
  const rules = poolRulesOf(ctx.store)
  const keeper = await findKeeper(ctx)
  if (!keeper) {
    ctx.log.warn({ store: ctx.store.code }, 'the public pool has no manager to keep it')
    return { warned: 0, fell: 0 }
  }
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const warnedUpTo = addDays(today, -rules.warnDays)
  const counts = { warned: 0, fell: 0 }
  for (const level of INTENT_LEVELS) {
    const days = rules.days[level]
    if (days === 0) continue
    const lastContactUpTo = addDays(today, -days)
    const falling = await listFalling(
      ctx,
      { level, lastContactUpTo, warnedUpTo, keeperId: keeper.id },
      atOnce,
    )
    if (falling.length > 0)
      await movePooled(ctx, {
        kind: 'fell',
        cardIds: falling.map((card) => card.id),
        toId: keeper.id,
        title: `${level} · ${falling.length}`,
        reason: [`${days} 天未联系上`, `Not reached for ${days} days`],
      })
    counts.fell += falling.length
    counts.warned += await warn(ctx, level, keeper.id)
  }
  return counts
}

async function warn(
  ctx: Ctx,
  level: (typeof INTENT_LEVELS)[number],
  keeperId: string,
): Promise<number> {
  const { days, warnDays } = poolRulesOf(ctx.store)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const lastContactUpTo = addDays(today, warnDays - days[level])
  const near = await listToWarn(ctx, { level, lastContactUpTo, keeperId }, atOnce)
  await markWarned(
    ctx,
    near.map((card) => card.id),
    today,
  )
  for (const card of near)
    announce(ctx, {
      type: 'opportunities.pool_warning',
      recordId: card.id,
      data: {
        ownerId: card.owner_id,
        customerId: card.customer_id,
        fallsOn: addDays(today, warnDays),
      },
    })
  return near.length
}
