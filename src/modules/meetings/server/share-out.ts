import { authorise, type Ctx, scopeOf } from '#foundation/ctx.ts'
import { type Colleague, listConsultants } from '#modules/access/index.ts'
import { type Share, shareOutDay } from '#modules/opportunities/index.ts'
import { type Day, dayInZone, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { shareOut } from '#shared/promise-forecast.ts'
import { say } from '#shared/words.ts'
import { meetingsError, morningReach } from '../contract.ts'
import { meetingWords } from '../words.ts'
import { lineMaker } from './lines.ts'
import { countLoad, listAway, listDuePromises } from './morning.queries.ts'
import { daysAround } from './reach.ts'
import { listShared } from './share-out.queries.ts'

const mostShared = 500

/**
 * How an absent consultant's day could be shared out: each promise due by that day to the colleague
 * present with the least of their own; whoever stands in already keeps it. Editable by the manager.
 */
export async function readProposal(ctx: Ctx, personId: string, asked: Day | undefined) {
  const day = await checkedDay(ctx, asked)
  const people = await reachable(ctx)
  const person = people.find((one) => one.id === personId)
  if (!person) throw coreError('core.not_found')
  const store = { storeId: ctx.store.id, people: undefined }
  const away = new Set(await listAway(ctx.tx, ctx.store.id, day))
  const loads = await countLoad(ctx.tx, store, await daysAround(ctx, day))
  const helpers = people
    .filter((one) => one.id !== personId)
    .map((one) => {
      const load = loads.find((row) => row.owner_id === one.id)
      return {
        id: one.id,
        name: one.name,
        load: (load?.due ?? 0) + (load?.overdue ?? 0),
        isAway: away.has(one.id),
      }
    })
  const rows = await listDuePromises(
    ctx.tx,
    { storeId: ctx.store.id, people: [personId] },
    day,
    mostShared,
  )
  const shared = await listShared(ctx.tx, ctx.store.id, day)
  const present = helpers.filter((one) => !one.isAway)
  const proposed = shareOut(
    rows.filter((row) => !shared.has(row.opportunity_id)).map((row) => row.opportunity_id),
    present,
  )
  const line = await lineMaker(ctx, rows)
  return {
    day,
    person: { id: person.id, name: person.name },
    helpers,
    items: rows.map((row) => ({
      ...line.card(row),
      followUpId: row.id,
      purpose: row.purpose,
      dueOn: row.due_on,
      daysOverdue: Math.max(0, daysBetween(row.due_on, day)),
      lastContactOn: row.last_contact_on,
      toId: shared.get(row.opportunity_id) ?? proposed.get(row.opportunity_id) ?? null,
      isShared: shared.has(row.opportunity_id),
    })),
  }
}

/** Does it, as an operation that can be taken back. Throws `meetings.nobody_there`. */
export async function shareOutWork(
  ctx: Ctx,
  given: { id?: string | undefined; personId: string; day: Day; shares: readonly Share[] },
) {
  authorise(ctx, 'opportunities.assign', 'team')
  const day = await checkedDay(ctx, given.day)
  const people = await reachable(ctx)
  const person = people.find((one) => one.id === given.personId)
  if (!person) throw coreError('core.not_found')
  const there = new Set(people.map((one) => one.id))
  if (given.shares.some((share) => !there.has(share.personId)))
    throw meetingsError('meetings.nobody_there')
  return shareOutDay(ctx, {
    ...(given.id === undefined ? {} : { id: given.id }),
    absentId: person.id,
    day,
    title: [
      say(meetingWords.shareOutTitle, 'zh', { name: person.name, day }),
      say(meetingWords.shareOutTitle, 'en', { name: person.name, day }),
    ],
    shares: given.shares,
  })
}

async function reachable(ctx: Ctx): Promise<Colleague[]> {
  const people = await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)
  return scopeOf(ctx, 'meetings.run') === 'team'
    ? people.filter((one) => one.teamId === ctx.actor.teamId)
    : people
}

/** Today or a day to come, within the reach of the morning list. */
async function checkedDay(ctx: Ctx, asked: Day | undefined): Promise<Day> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = asked ?? today
  const ahead = daysBetween(today, day)
  if (ahead < 0 || ahead > morningReach)
    throw meetingsError('meetings.too_far', { days: morningReach })
  return day
}
