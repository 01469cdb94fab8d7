import { can, type Ctx, scopeOf } from '#foundation/ctx.ts'
import { storeSettings, teamsOfStores } from '#modules/access/index.ts'
import { type Day, dayInZone, firstDayOfMonth } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { rankBy } from '#shared/ranking.ts'
import { type BoardNumber, rateNumbers } from '../contracts/leader-board.ts'
import { type Credited, listCredits } from './numbers.queries.ts'
import { partsOf } from './numbers.ts'
import { sellersOf, visibleSubjects } from './subjects.ts'

interface Part {
  above: number
  below: number | null
}

/**
 * People and teams ranked by a number of a period (seed 002-13): equal values share a place, shared
 * deals count by their share, rates below the store's least n have no place. A consultant sees every
 * place and their own figure; whoever sees the store's numbers sees all figures.
 */
export async function readLeaderBoard(
  ctx: Ctx,
  asked: { metric: BoardNumber; from?: Day | undefined; to?: Day | undefined },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const to = asked.to ?? today
  const from = asked.from ?? firstDayOfMonth(to)
  if (from > to) throw coreError('core.bad_request', { why: 'from' })
  const leastN = storeSettings(ctx.store).minimumN
  const reach = scopeOf(ctx, 'metrics.read')
  const hasDetail = reach !== 'own' && reach !== 'team'
  const isRate = rateNumbers.includes(asked.metric)
  const parts = await partsOf(ctx, asked.metric, { from, to, by: 'consultant' })
  const sellers = await sellersOf(ctx)
  const teams = await teamsOfStores(ctx.tx, ctx.store.groupId, [ctx.store.id])
  const none: Part = { above: 0, below: isRate ? 0 : null }
  const figure = (part: Part) => {
    const isTooFew = part.below !== null && part.below < leastN
    const value = part.below === null ? part.above : part.below > 0 ? part.above / part.below : null
    return { value: isTooFew ? null : value, n: part.below ?? part.above, isTooFew }
  }
  const sees = (personId: string, teamId: string | null) =>
    hasDetail ||
    personId === ctx.actor.personId ||
    (reach === 'team' && teamId !== null && teamId === ctx.actor.teamId)
  const people = sellers.map((person) => ({ person, ...figure(parts.get(person.id) ?? none) }))
  const sums = teams.map((team) => {
    const members = sellers.filter((person) => person.teamId === team.id)
    const sum = members.reduce<Part>((total, { id }) => {
      const part = parts.get(id) ?? none
      return {
        above: total.above + part.above,
        below: part.below === null ? null : (total.below ?? 0) + part.below,
      }
    }, none)
    return { team, members: members.length, ...figure(sum) }
  })
  return {
    metric: asked.metric,
    from,
    to,
    leastN,
    hasDetail,
    people: rankBy(people, (one) => one.value).map(({ place, item }) => {
      const { person, value, n, isTooFew } = item
      const isSeen = sees(person.id, person.teamId)
      return {
        personId: person.id,
        name: person.name,
        teamId: person.teamId,
        teamName: teams.find((team) => team.id === person.teamId)?.name ?? null,
        isMe: person.id === ctx.actor.personId,
        place,
        value: isSeen ? value : null,
        n: isSeen ? n : null,
        isTooFew,
      }
    }),
    teams: rankBy(sums, (one) => one.value).map(({ place, item }) => {
      const isMine = item.team.id === ctx.actor.teamId
      const isSeen = hasDetail || (reach === 'team' && isMine)
      return {
        teamId: item.team.id,
        name: item.team.name,
        members: item.members,
        isMine,
        place,
        value: isSeen ? item.value : null,
        n: isSeen ? item.n : null,
        isTooFew: item.isTooFew,
      }
    }),
  }
}

/**
 * The store's sellers by a number of a period as the leader board ranks them, whoever asks: for what
 * hangs on the wall. Shared deals count by their share.
 */
export async function readStandings(
  ctx: Ctx,
  asked: { metric: Credited; from: Day; to: Day },
): Promise<{ place: number; name: string; value: number }[]> {
  const parts = await partsOf(ctx, asked.metric, {
    from: asked.from,
    to: asked.to,
    by: 'consultant',
  })
  const people = (await sellersOf(ctx)).map(({ id, name }) => ({
    name,
    value: parts.get(id)?.above ?? 0,
  }))
  return rankBy(people, (one) => one.value).map(({ place, item }) => ({
    place: place ?? 1,
    ...item,
  }))
}

/** The contracts behind a person's figure, for whoever may see it; their shares add up to it. */
export async function readCreditedDeals(
  ctx: Ctx,
  personId: string,
  asked: { metric: Credited; from?: Day | undefined; to?: Day | undefined },
) {
  const visible = await visibleSubjects(ctx, 'consultant')
  if (!visible.some((one) => one.subject === personId)) throw coreError('core.not_found')
  const to = asked.to ?? dayInZone(ctx.now, ctx.store.timeZone)
  const from = asked.from ?? firstDayOfMonth(to)
  const rows = await listCredits(ctx, asked.metric, { personId, from, to })
  const worth = (row: (typeof rows)[number]) =>
    asked.metric === 'cars_sold'
      ? row.quantity
      : asked.metric === 'deal_amount'
        ? row.amount_fen
        : 1
  const items = rows.map((row) => ({
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customer: can(ctx, 'customers.read') ? row.customer : null,
    day: row.day,
    percent: row.percent,
    value: (worth(row) * row.percent) / 100,
  }))
  return { total: items.reduce((sum, item) => sum + item.value, 0), items }
}
