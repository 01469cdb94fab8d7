import { type Ctx, scopeOf } from '#foundation/ctx.ts'
import { countOwned } from '#foundation/owned-tables.queries.ts'
import { ownedTables } from '#foundation/tables.ts'
import { listConsultants } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type HandOverChoice, type HeldCustomer, handOverError } from '../../contracts/hand-over.ts'
import { countCardsBySeries, type HeldRow, isGiver, listHeld } from './holdings.queries.ts'
import { type Receiver, shareOut } from './share-out.ts'

const itemsShown = 500

export interface Plan {
  held: HeldRow[]
  receivers: (Receiver & { name: string })[]
  /** Who gets which customer. */
  to: Map<string, string>
}

/** What a person has, for choosing and for leaving; whoever moved to another store may still have some. */
export async function readHoldings(ctx: Ctx, personId: string) {
  const held = await listHeld(ctx, personId)
  if (held.length === 0 && !(await isGiver(ctx, personId))) throw coreError('core.not_found')
  return { ...(await countsOf(ctx, personId, held)), items: held.slice(0, itemsShown).map(present) }
}

/** What a hand-over would do, without doing it. */
export async function readPreview(ctx: Ctx, choice: HandOverChoice) {
  const plan = await planHandOver(ctx, choice)
  return {
    ...(await countsOf(ctx, choice.fromId, plan.held)),
    receivers: plan.receivers.map((receiver) => {
      const gets = plan.held.filter((row) => plan.to.get(row.customer_id) === receiver.id)
      return {
        id: receiver.id,
        name: receiver.name,
        cardsNow: receiver.cardsNow,
        customers: gets.length,
        cards: gets.filter((row) => row.card_id !== null).length,
        levels: levelsOf(gets),
      }
    }),
    items: plan.held.slice(0, itemsShown).map((row) => ({
      ...present(row),
      toId: plan.to.get(row.customer_id) as string,
    })),
  }
}

/** Who gets what, by the rule chosen. Throws when nobody, or nothing, is there to be given. */
export async function planHandOver(ctx: Ctx, choice: HandOverChoice): Promise<Plan> {
  const receivers = await receiversOf(ctx, choice)
  if (choice.rule === 'one' && receivers.length > 1)
    throw handOverError('opportunities.one_receiver')
  const held = await listHeld(ctx, choice.fromId, choice.customerIds)
  if (held.length === 0) throw handOverError('opportunities.nothing_to_hand_over')
  const to = shareOut(
    held.map((row) => ({
      customerId: row.customer_id,
      level: row.level,
      seriesId: row.series_id,
    })),
    receivers,
    choice.rule,
    new Map(choice.placed.map((one) => [one.customerId, one.toId])),
  )
  return { held, receivers, to }
}

/** People who keep cards in this store, of the team for whoever gives only within a team. */
async function receiversOf(ctx: Ctx, choice: HandOverChoice): Promise<Plan['receivers']> {
  const isTeam = scopeOf(ctx, 'opportunities.assign') === 'team'
  const people = (await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)).filter(
    (person) =>
      choice.receiverIds.includes(person.id) &&
      person.id !== choice.fromId &&
      (!isTeam || person.teamId === ctx.actor.teamId),
  )
  if (people.length !== new Set(choice.receiverIds).size)
    throw handOverError('opportunities.nobody_to_receive')
  const counts = await countCardsBySeries(
    ctx,
    people.map((person) => person.id),
  )
  return people.map(({ id, name }) => {
    const own = counts.filter((row) => row.owner_id === id)
    return {
      id,
      name,
      cardsNow: own.reduce((sum, row) => sum + row.n, 0),
      seriesNow: new Map(own.flatMap((row) => (row.series_id ? [[row.series_id, row.n]] : []))),
    }
  })
}

async function countsOf(ctx: Ctx, personId: string, held: HeldRow[]) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const language = ctx.locale === 'en' ? 1 : 0
  const customerIds = held.map((row) => row.customer_id)
  const others: { name: string; count: number }[] = []
  for (const table of ownedTables())
    others.push({
      name: table.title[language],
      count: await countOwned(ctx, table, personId, customerIds),
    })
  return {
    customers: held.length,
    cards: held.filter((row) => row.card_id !== null).length,
    levels: levelsOf(held),
    overdue: held.filter((row) => row.due_on !== null && row.due_on < today).length,
    others,
  }
}

function levelsOf(rows: readonly HeldRow[]) {
  const count = (level: string) => rows.filter((row) => row.level === level).length
  return { H: count('H'), A: count('A'), B: count('B'), C: count('C') }
}

function present(row: HeldRow): HeldCustomer {
  return {
    customerId: row.customer_id,
    name: row.name,
    cardId: row.card_id,
    level: row.level,
    state: row.state,
    seriesName: row.series_name,
    dueOn: row.due_on,
  }
}
