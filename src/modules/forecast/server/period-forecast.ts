import { type Ctx, scopeOf } from '#foundation/ctx.ts'
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

const farthestDays = 190
type Group = (typeof forecastGroups)[number]

/**
 * Deals, cars and amount of a period with their 80 % interval, in total and by team, series or
 * consultant, from the store's own past (seed 002-11): of the caller's own cards or team where the
 * right to the numbers goes no further. Throws `forecast.period`.
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
  const isCounted = await countedFor(ctx)
  const { groupOf, labels } = await grouping(ctx, asked.by, cards)
  const made = forecastPeriod(
    cards,
    { today: dayNumber(today), from: dayNumber(from), to: dayNumber(to) },
    { spread: spreadAt(cards, monthOf(today), isCounted), groupOf, isCounted },
  )
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

/** Whose cards the caller sees a forecast of: their own, their team's, or everybody's. */
async function countedFor(ctx: Ctx): Promise<(card: HistoryCard) => boolean> {
  const scope = scopeOf(ctx, 'metrics.read')
  if (scope === 'own') return (card) => card.ownerId === ctx.actor.personId
  if (scope !== 'team') return () => true
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const { personId, teamId } = ctx.actor
  const seen = new Set(
    people.filter((one) => teamId !== null && one.teamId === teamId).map((one) => one.id),
  )
  return (card) => card.ownerId === personId || seen.has(card.ownerId)
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
  return backtest(await readHistory(ctx), today, await countedFor(ctx))
}
