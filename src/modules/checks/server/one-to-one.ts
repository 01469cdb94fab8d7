import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople, storeSettings } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { type CustomerFact, completenessOf } from '#shared/customer-facts.ts'
import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  type Unfinished,
  type UnfinishedKind,
  unfinishedKinds,
  unfinishedShown,
} from '../contract.ts'
import { assertChecker } from './duties.ts'
import {
  listFaces,
  listTicks,
  listUnfinished,
  markRead,
  saveTick,
  type TickRow,
  type UnfinishedRow,
} from './one-to-one.queries.ts'
import { consultantsWithin, dayAsked, mayNameCustomers } from './scope.ts'

type Work = UnfinishedRow & { facts: CustomerFact[] }

/**
 * All unfinished work of a consultant on one page, each with the manager's tick of the day (row
 * 003-56). The work is as it stands now; of a past day what was ticked then.
 */
export async function readOneToOne(
  ctx: Ctx,
  asked: { person?: string | undefined; day?: Day | undefined },
) {
  const { day, today } = dayAsked(ctx, asked.day)
  const people = await consultantsWithin(ctx, 'checks.read')
  const person = people.find((one) => one.id === (asked.person ?? ctx.actor.personId)) ?? people[0]
  if (!person || (asked.person !== undefined && person.id !== asked.person))
    throw coreError('core.not_found')
  const ticks = new Map((await listTicks(ctx, [person.id], day)).map((row) => [keyOf(row), row]))
  const work = day === today ? await unfinishedOf(ctx, [person.id], day) : []
  const known = new Set(work.map(keyOf))
  const gone = [...ticks.values()].filter((tick) => !known.has(keyOf(tick))).map(workOfTick)
  const all = [...work, ...gone]
  const counts = unfinishedKinds.map((kind) => ({
    kind,
    n: all.filter((one) => one.kind === kind).length,
  }))
  const shown = unfinishedKinds.flatMap((kind) =>
    all.filter((one) => one.kind === kind).slice(0, unfinishedShown),
  )
  return {
    day,
    person: { id: person.id, name: person.name },
    counts,
    ticked: ticks.size,
    items: await present(ctx, shown, ticks),
  }
}

const keyOf = (row: { kind: string; record_id: string }) => `${row.kind} ${row.record_id}`

async function unfinishedOf(ctx: Ctx, people: string[], day: Day) {
  const levels = storeSettings(ctx.store).factLevels
  return (await listUnfinished(ctx, people, day)).flatMap((row) => {
    if (row.kind !== 'missing') return [{ ...row, facts: [] as CustomerFact[] }]
    const { missing } = completenessOf(
      {
        kind: row.customer_kind ?? 'person',
        isOwner: false,
        level: row.level,
        known: row.known ?? [],
      },
      levels,
    )
    return missing.length === 0 ? [] : [{ ...row, facts: missing }]
  })
}

function workOfTick(tick: TickRow): Work {
  return {
    kind: tick.kind,
    record_id: tick.record_id,
    opportunity_id: tick.kind === 'unfiled' || tick.kind === 'left_open' ? null : tick.record_id,
    customer_id: tick.customer_id,
    level: null,
    since: null,
    series_id: null,
    series_text: null,
    customer_kind: null,
    known: null,
    facts: [],
  }
}

async function present(
  ctx: Ctx,
  work: readonly Work[],
  ticks: Map<string, TickRow>,
): Promise<Unfinished[]> {
  const faces = mayNameCustomers(ctx)
    ? await listFaces(
        ctx,
        work.flatMap((one) => one.customer_id ?? []),
      )
    : new Map<string, { name: string }>()
  const series = new Map(
    (await listSeries(ctx.tx, ctx.store.groupId)).map((one) => [
      one.id,
      ctx.locale === 'en' ? one.nameEn || one.name : one.name,
    ]),
  )
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    [...ticks.values()].map((tick) => tick.checked_by),
  )
  return work.map((one) => {
    const tick = ticks.get(keyOf(one))
    return {
      kind: one.kind,
      recordId: one.record_id,
      opportunityId: one.opportunity_id,
      customer: one.customer_id ? (faces.get(one.customer_id)?.name ?? null) : null,
      level: one.level,
      series: (one.series_id ? series.get(one.series_id) : undefined) ?? one.series_text,
      since: one.since,
      facts: one.facts,
      tick: tick ? presentTick(tick, names) : null,
    }
  })
}

const presentTick = (tick: TickRow, names: Map<string, string>) => ({
  result: tick.result,
  comment: tick.comment,
  checkedAt: tick.checked_at.toISOString(),
  checkedByName: names.get(tick.checked_by) ?? null,
  readAt: tick.read_at?.toISOString() ?? null,
  version: tick.version,
})

/** The manager ticks one record with a comment; never their own work. */
export async function tickOne(
  ctx: Ctx,
  tick: {
    day: Day
    personId: string
    kind: UnfinishedKind
    recordId: string
    result: 'done' | 'to_do'
    comment: string
  },
) {
  const { day, today } = dayAsked(ctx, tick.day)
  const people = await consultantsWithin(ctx, 'checks.one_to_one')
  if (!people.some((one) => one.id === tick.personId)) throw coreError('core.not_found')
  await assertChecker(ctx, 'one_to_one', tick.personId)
  const before = await listTicks(ctx, [tick.personId], day)
  const work = day === today ? await unfinishedOf(ctx, [tick.personId], day) : []
  const found = [...work, ...before.map(workOfTick)].find(
    (one) => one.kind === tick.kind && one.record_id === tick.recordId,
  )
  if (!found) throw coreError('core.not_found')
  await saveTick(ctx, {
    ...tick,
    day,
    customerId: found.customer_id,
    comment: maskPhonesInText(tick.comment),
  })
  audit(ctx, {
    action: 'one_to_one.ticked',
    recordType: 'person',
    recordId: tick.personId,
    detail: { day, kind: tick.kind, recordId: tick.recordId, result: tick.result },
  })
  announce(ctx, { type: 'checks.ticked', recordId: tick.personId, data: { day } })
  const rows = await listTicks(ctx, [tick.personId], day)
  const saved = rows.find((row) => row.kind === tick.kind && row.record_id === tick.recordId)
  if (!saved) throw coreError('core.not_found')
  return presentTick(saved, await nameOfPeople(ctx.tx, ctx.store.groupId, [saved.checked_by]))
}

/** The consultant has read the check of a day. */
export async function readMyCheck(ctx: Ctx, day: Day): Promise<void> {
  await markRead(ctx, personOf(ctx), dayAsked(ctx, day).day)
  announce(ctx, { type: 'checks.ticked', recordId: personOf(ctx), data: { day } })
}

/** How far the manager is with each consultant. */
export async function readProgress(ctx: Ctx, asked: Day | undefined) {
  const { day, today } = dayAsked(ctx, asked)
  const people = await consultantsWithin(ctx, 'checks.read')
  const ids = people.map((person) => person.id)
  const ticks = await listTicks(ctx, ids, day)
  const work = day === today ? await unfinishedWithPeople(ctx, ids, day) : []
  return {
    day,
    people: people.map((person) => {
      const mine = ticks.filter((tick) => tick.person_id === person.id)
      const ticked = new Set(mine.map(keyOf))
      return {
        id: person.id,
        name: person.name,
        unfinished: work.filter((one) => one.person_id === person.id && !ticked.has(keyOf(one)))
          .length,
        ticked: mine.length,
        toDo: mine.filter((tick) => tick.result === 'to_do').length,
        isRead: mine.length > 0 && mine.every((tick) => tick.read_at !== null),
      }
    }),
  }
}

async function unfinishedWithPeople(ctx: Ctx, people: string[], day: Day) {
  return (await unfinishedOf(ctx, people, day)) as (Work & { person_id: string })[]
}
