import type { Insertable } from 'kysely'
import { type Ctx, personOf, scopeOf } from '#foundation/ctx.ts'
import type { Visits } from '#foundation/db/schema.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { Day } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { showroomError, showroomEvents } from '../contract.ts'
import { type ClosedFacts, closureRow } from './closures.ts'
import { namesOfSeries } from './names.queries.ts'
import { assertReceives } from './receivers.ts'
import { todayOf } from './standings.ts'
import { runsTheDoor } from './visits.policy.ts'
import { assertSeries, sayName } from './visits.present.ts'
import { countUnfiledByModel, insertClosures, insertVisits, lockDoor } from './visits.queries.ts'

/** The unfiled visits of a day by model, of everybody or of one consultant. */
export async function readUnfiledTotals(ctx: Ctx, day: Day, receiverId: string | undefined) {
  const only = scopeOf(ctx, 'visits.read') === 'own' ? personOf(ctx) : receiverId
  return totalsOf(ctx, day, only)
}

async function totalsOf(ctx: Ctx, day: Day, receiverId: string | undefined) {
  const rows = await countUnfiledByModel(ctx.tx, ctx.store.id, day, receiverId)
  const ids = rows.flatMap((row) => (row.series_id ? [row.series_id] : []))
  const names = await namesOfSeries(ctx.tx, ctx.store.groupId, ids)
  const items = rows.map((row) => ({
    seriesId: row.series_id,
    name: row.series_id ? sayName(ctx, names.get(row.series_id)) : null,
    recorded: row.recorded,
    withoutTime: row.without_time,
  }))
  return { day, items, recorded: items.reduce((sum, item) => sum + item.recorded, 0) }
}

/**
 * Takes the day's totals of unfiled visits by model and adds only what is missing, as visits
 * without a time. A total below what is recorded is refused. Entered twice, it adds nothing more.
 */
export async function enterUnfiledTotals(
  ctx: Ctx,
  day: Day,
  entry: {
    receiverId?: string | undefined
    totals: { seriesId: string | null; total: number }[]
  },
) {
  const today = todayOf(ctx)
  if (day > today) throw showroomError('showroom.future_day')
  if (entry.receiverId && !runsTheDoor(ctx) && entry.receiverId !== personOf(ctx))
    throw coreError('core.forbidden')
  const receiverId = runsTheDoor(ctx) ? entry.receiverId : personOf(ctx)
  if (receiverId) await assertReceives(ctx, receiverId)
  const seen = new Set<string | null>()
  for (const { seriesId } of entry.totals) {
    if (seen.has(seriesId)) throw coreError('core.bad_request', { why: 'seriesId' })
    seen.add(seriesId)
  }
  await lockDoor(ctx.tx, ctx.store.id)
  const recorded = new Map(
    (await countUnfiledByModel(ctx.tx, ctx.store.id, day, receiverId)).map((row) => [
      row.series_id,
      row.recorded,
    ]),
  )
  const visits: ReturnType<typeof untimedVisit>[] = []
  for (const { seriesId, total } of entry.totals) {
    const known = recorded.get(seriesId) ?? 0
    if (total < known)
      throw showroomError('showroom.fewer_than_recorded', { recorded: known, seriesId })
    await assertSeries(ctx, seriesId)
    for (let missing = total - known; missing > 0; missing -= 1)
      visits.push(untimedVisit(ctx, day, seriesId, receiverId))
  }
  for (let at = 0; at < visits.length; at += 500) {
    const some = visits.slice(at, at + 500)
    await insertVisits(ctx.tx, some)
    await insertClosures(
      ctx.tx,
      some.map((visit) => closureRow(ctx, visit, 'unfiled')),
    )
  }
  const [first] = visits
  if (first) {
    audit(ctx, {
      action: 'visits.entered_by_model',
      recordType: 'visit',
      recordId: day,
      detail: { day, receiverId: receiverId ?? null, totals: entry.totals, added: visits.length },
    })
    announce(ctx, {
      type: showroomEvents.closed,
      recordId: first.id,
      data: {
        businessDay: day,
        outcome: 'unfiled',
        receiverId: receiverId ?? null,
        added: visits.length,
      },
    })
  }
  return { ...(await totalsOf(ctx, day, receiverId)), added: visits.length }
}

function untimedVisit(
  ctx: Ctx,
  day: Day,
  seriesId: string | null,
  receiverId: string | undefined,
): Insertable<Visits> & ClosedFacts {
  return {
    store_id: ctx.store.id,
    id: uuidv7(),
    channel: 'walk-in',
    business_day: day,
    arrived_at: null,
    received_by: receiverId ?? null,
    outcome: 'unfiled',
    not_prospect_kind: null,
    customer_id: null,
    opportunity_id: null,
    series_id: seriesId,
    source_id: null,
    level: null,
    is_flagged: false,
    is_returning: false,
    recorded_at: ctx.now,
    recorded_by: ctx.actor.personId,
    closed_at: ctx.now,
    closed_by: ctx.actor.personId,
  }
}
