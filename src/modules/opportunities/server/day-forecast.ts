import { type Ctx, personOf } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { nextOpenDay } from '#shared/promise.ts'
import { forecastBreaks } from '#shared/promise-forecast.ts'
import { closedFrom } from './calendar.ts'
import { countDoneOn, listDueBy } from './day-list.queries.ts'
import { listCardsOf } from './escalations.queries.ts'
import { presentCard } from './opportunities.present.ts'

const mostNamed = 20

/** What will break tomorrow at today's load, with the cards named, for one consultant. */
export async function readForecast(ctx: Ctx, owner: string) {
  const ownerId = owner === 'me' ? personOf(ctx) : owner
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const next = nextOpenDay(today, await closedFrom(ctx, today))
  const capacity = storeSettings(ctx.store).dailyCapacity
  const done = await countDoneOn(ctx, ownerId, today)
  const promises = (await listDueBy(ctx, ownerId, next)).map((row) => ({
    id: row.opportunity_id,
    dueOn: row.due_on,
    level: row.level,
  }))
  const { breaks } = forecastBreaks(promises, { today, next, capacity, done })
  const named = breaks.slice(0, mostNamed)
  const cards = new Map(
    (await listCardsOf(ctx, named)).map((row) => [row.id, presentCard(ctx, row, today)]),
  )
  return {
    today,
    next,
    capacity,
    done,
    dueToday: promises.filter((one) => one.dueOn <= today).length,
    dueNext: promises.filter((one) => one.dueOn > today).length,
    count: breaks.length,
    items: named.flatMap((id) => cards.get(id) ?? []),
  }
}
