import type { Ctx } from '#foundation/ctx.ts'
import { listConsultants } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { FIRST_PROMISES_PER_DAY } from '#shared/promise.ts'
import { countCardsWithout, mostPromisesOnADay } from './first-day.queries.ts'

/** What to look at once the cards of a store are in (rules.md, The promise). */
export async function firstDayChecks(ctx: Ctx) {
  const consultants = await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)
  const without = await countCardsWithout(
    ctx,
    consultants.map(({ id }) => id),
  )
  const most = await mostPromisesOnADay(ctx, dayInZone(ctx.now, ctx.store.timeZone))
  return [
    {
      key: 'cards_without_consultant',
      text: ['没有在岗顾问的潜客卡', 'Cards without a consultant at work'] as const,
      count: without,
      isFine: without === 0,
    },
    {
      key: 'promises_per_day',
      text: [
        `一位顾问一天最多的跟踪数（应不超过 ${FIRST_PROMISES_PER_DAY}）`,
        `Most follow-ups of one consultant on one day (${FIRST_PROMISES_PER_DAY} at most)`,
      ] as const,
      count: most,
      isFine: most <= FIRST_PROMISES_PER_DAY,
    },
  ]
}
