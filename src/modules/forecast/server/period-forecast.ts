import { type App, runInStore } from '#foundation/app.ts'
import { type Ctx, scopeOf, type StoreInfo } from '#foundation/ctx.ts'
import { listPeopleOfStore, nameOfPeople, teamsOfStores } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import {
  addDays,
  type Day,
  dayInZone,
  firstDayOfMonth,
  lastDayOfMonth,
  monthOf,
} from '#shared/days.ts'
import { backtest, spreadAt } from '#shared/forecast/backtest.ts'
import { dayNumber, type HistoryCard } from '#shared/forecast/history.ts'
import { forecastPeriod, leastDeals } from '#shared/forecast/period-forecast.ts'
import { say } from '#shared/words.ts'
import { forecastError, type forecastGroups } from '../contract.ts'
import { forecastWords } from '../words.ts'
import { readHistory } from './history.ts'
import { listRuns, saveRun } from './runs.queries.ts'
import { makeModel } from './win-chance.ts'

const farthestDays = 190
type Group = (typeof forecastGroups)[number]

/**
 * Deals, cars and amount of a period with their 80 % interval, in total and by team, series or
 * consultant, from the store's own past (seed 002-11). Throws `forecast.period`.
 */
export async function readForecast(
  ctx: Ctx,
  asked: { from?: Day | undefined; to?: Day | undefined; by: Group },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const from = asked.from ?? firstDayOfMonth(asked.to ?? today)
  const to = asked.to ?? lastDayOfMonth(from)
  if (from > to || to > addDays(today, farthestDays) || from < addDays(today, -370))
    throw forecastError('forecast.period', { days: farthestDays })
  const cards = await readHistory(ctx)
  const { groupOf, labels } = await grouping(ctx, asked.by, cards)
  const made = forecastPeriod(
    cards,
    { today: dayNumber(today), from: dayNumber(from), to: dayNumber(to) },
    { spread: spreadAt(cards, monthOf(today)), groupOf },
  )
  const own = visibleGroups(ctx, asked.by)
  return {
    from,
    to,
    today,
    leastDeals,
    forecast: made
      ? {
          done: made.done,
          deals: made.deals,
          cars: made.cars,
          amountFen: made.amountFen,
          fromOpen: made.fromOpen,
          fromNew: made.fromNew,
          groups: [...made.groups]
            .filter(([key]) => own(key))
            .map(([key, group]) => ({
              key,
              ...(labels.get(key) ?? { label: key, labelEn: key }),
              ...group,
            }))
            .sort((a, b) => b.deals.expected - a.deals.expected),
        }
      : null,
  }
}

/** A consultant sees no colleague's forecast, and of teams their own. */
function visibleGroups(ctx: Ctx, by: Group): (key: string) => boolean {
  const scope = scopeOf(ctx, 'metrics.read')
  if (scope !== 'own' && scope !== 'team') return () => true
  if (by === 'consultant') return (key) => key === ctx.actor.personId
  return by === 'team' ? (key) => key === ctx.actor.teamId : () => true
}

async function grouping(ctx: Ctx, by: Group, cards: readonly HistoryCard[]) {
  const { groupId, id } = ctx.store
  const labels = new Map<string, { label: string; labelEn: string }>([
    [
      '-',
      { label: say(forecastWords.notStated, 'zh'), labelEn: say(forecastWords.notStated, 'en') },
    ],
  ])
  if (by === 'series') {
    for (const one of await listSeries(ctx.tx, groupId))
      labels.set(one.id, { label: one.name, labelEn: one.nameEn || one.name })
    return { labels, groupOf: (card: HistoryCard) => card.seriesId ?? '-' }
  }
  if (by === 'consultant') {
    const names = await nameOfPeople(ctx.tx, groupId, [
      ...new Set(cards.map((card) => card.ownerId)),
    ])
    for (const [person, name] of names) labels.set(person, { label: name, labelEn: name })
    return { labels, groupOf: (card: HistoryCard) => card.ownerId }
  }
  const people = await listPeopleOfStore(ctx.tx, groupId, id)
  const teams = new Map(people.map((person) => [person.id, person.teamId]))
  for (const team of await teamsOfStores(ctx.tx, groupId, [id]))
    labels.set(team.id, { label: team.name, labelEn: team.name })
  return { labels, groupOf: (card: HistoryCard) => teams.get(card.ownerId) ?? '-' }
}

/** What the forecast of each past month would have been, and what came. */
export async function readBacktest(ctx: Ctx) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return backtest(await readHistory(ctx), today)
}

/** The latest forecast of a month of every store the caller sees whole; made by each store at night. */
export async function readStoresForecast(ctx: Ctx, asked: string | undefined) {
  const month = asked ?? monthOf(dayInZone(ctx.now, ctx.store.timeZone))
  const stores = ctx.actor.stores.filter((store) => {
    const scope = scopeOf({ actor: ctx.actor, store }, 'metrics.read')
    return !store.isHeadOffice && scope !== undefined && scope !== 'own' && scope !== 'team'
  })
  const runs = await listRuns(
    ctx,
    stores.map((store) => store.id),
    month,
  )
  return {
    month,
    stores: stores.map((store) => {
      const run = runs.find((row) => row.store_id === store.id)
      return {
        storeId: store.id,
        name: store.name,
        nameEn: store.nameEn || store.name,
        forecast: run
          ? {
              madeOn: run.made_on,
              done: run.done,
              deals: { expected: run.expected, low: run.low, high: run.high },
              cars: run.cars,
              amountFen: {
                expected: run.amount_fen,
                low: run.amount_low_fen,
                high: run.amount_high_fen,
              },
            }
          : null,
      }
    }),
  }
}

/** Each night: the probability model anew, and what this and the next month look like. */
export async function forecastStore(app: App, store: StoreInfo): Promise<void> {
  if (store.isHeadOffice) return
  await runInStore(app, store, async (ctx) => {
    const today = dayInZone(ctx.now, store.timeZone)
    await makeModel(ctx)
    const cards = await readHistory(ctx)
    const spread = spreadAt(cards, monthOf(today))
    const months = [monthOf(today), monthOf(addDays(lastDayOfMonth(today), 1))]
    for (const month of months) {
      const span = {
        from: dayNumber(firstDayOfMonth(month)),
        to: dayNumber(lastDayOfMonth(month)),
      }
      const made = forecastPeriod(cards, { today: dayNumber(today), ...span }, { spread })
      if (!made) continue
      await saveRun(ctx, {
        store_id: store.id,
        month,
        made_on: today,
        expected: made.deals.expected,
        low: made.deals.low,
        high: made.deals.high,
        done: made.done.deals,
        cars: made.cars.expected,
        amount_fen: Math.round(made.amountFen.expected),
        amount_low_fen: Math.round(made.amountFen.low),
        amount_high_fen: Math.round(made.amountFen.high),
      })
    }
  })
}
