import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  type TargetCell,
  type TargetChange,
  type TargetNumber,
  type TargetOrigin,
  type TargetScope,
  type TargetTable,
  targetEvents,
  targetsError,
} from '../contract.ts'
import { sumsOf } from './numbers.ts'
import { daysOfPeriod, monthsIn, periodsOf } from './periods.ts'
import { sellersOf, subjectsOf, visibleSubjects } from './subjects.ts'
import { insertTarget, listRevisions, listTargets, type TargetRow } from './targets.queries.ts'

export interface AskedTargets {
  year?: number | undefined
  metric: TargetNumber
  scope: TargetScope
  asOf?: string | undefined
}

/** How many targets of this year the store has set. */
export async function countTargets(ctx: Ctx): Promise<number> {
  const year = Number(dayInZone(ctx.now, ctx.store.timeZone).slice(0, 4))
  const rows = await listTargets(ctx, { storeIds: [ctx.store.id], periods: periodsOf(year) })
  return rows.filter((row) => row.value !== null).length
}

/** The targets of a year for everybody of one kind, with what was done in each period so far. */
export async function readTargets(ctx: Ctx, asked: AskedTargets): Promise<TargetTable> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const year = asked.year ?? Number(today.slice(0, 4))
  const periods = periodsOf(year)
  const asOf = asked.asOf ? new Date(asked.asOf) : undefined
  const subjects = await visibleSubjects(ctx, asked.scope)
  const rows = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    metrics: [asked.metric],
    scope: asked.scope,
    periods,
    asOf,
  })
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => row.set_by ?? []),
  )
  const done = await doneByPeriod(ctx, asked.metric, asked.scope, year)
  const whole = await wholeOf(ctx, { ...asked, periods, asOf })
  return {
    year,
    metric: asked.metric,
    scope: asked.scope,
    asOf: asked.asOf ?? null,
    rows: subjects.map((one) => ({
      ...one,
      cells: periods.map((period) =>
        presentCell(
          period,
          rows.find((row) => row.subject === one.subject && row.period === period),
          names,
        ),
      ),
      done: done.get(one.subject) ?? {},
    })),
    whole,
  }
}

/** What the parts should add up to: the store's target of each period, or the sum of its months. */
async function wholeOf(
  ctx: Ctx,
  asked: {
    metric: TargetNumber
    scope: TargetScope
    periods: readonly string[]
    asOf: Date | undefined
  },
): Promise<Record<string, number>> {
  if (asked.scope === 'store' || (await visibleSubjects(ctx, 'store')).length === 0) return {}
  const rows = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    metrics: [asked.metric],
    scope: 'store',
    periods: asked.periods,
    asOf: asked.asOf,
  })
  const set = new Map(rows.map((row) => [row.period, row.value]))
  return Object.fromEntries(
    asked.periods.flatMap((period): [string, number][] => {
      const months = monthsIn(period).map((month) => set.get(month) ?? null)
      const sum = months.includes(null) ? null : months.reduce((a, b) => (a ?? 0) + (b ?? 0), 0)
      const value = set.get(period) ?? sum
      return value === null ? [] : [[period, value]]
    }),
  )
}

function presentCell(
  period: string,
  row: TargetRow | undefined,
  names: Map<string, string>,
): TargetCell {
  return {
    period,
    value: row?.value ?? null,
    revision: row?.revision ?? 0,
    origin: row?.origin ?? null,
    setAt: row?.set_at.toISOString() ?? null,
    setBy: row?.set_by ? (names.get(row.set_by) ?? null) : null,
  }
}

/** By subject and period of the year: months are read, quarters and the year are their sums. */
async function doneByPeriod(
  ctx: Ctx,
  metric: TargetNumber,
  scope: TargetScope,
  year: number,
): Promise<Map<string, Record<string, number>>> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const done = new Map<string, Record<string, number>>()
  const add = (subject: string, period: string, value: number) => {
    const record = done.get(subject) ?? {}
    record[period] = (record[period] ?? 0) + value
    done.set(subject, record)
  }
  const teams = new Map((await sellersOf(ctx)).map((person) => [person.id, person.teamId]))
  for (const month of monthsIn(String(year))) {
    const days = daysOfPeriod(month)
    if (days.from > today) break
    const by = scope === 'store' ? 'store' : scope === 'series' ? 'series' : 'consultant'
    for (const [key, value] of await sumsOf(ctx, metric, { ...days, by })) {
      const subject = scope === 'team' ? (teams.get(key) ?? '-') : key
      for (const period of periodsOf(year))
        if (monthsIn(period).includes(month)) add(subject, period, value)
    }
  }
  return done
}

/**
 * Sets targets, all or none; each change names the revision it was made from, so that nobody's work is
 * overwritten. What stays the same is not written. Throws `targets.stale`, `targets.no_such_subject`.
 */
export async function writeTargets(
  ctx: Ctx,
  given: { cells: readonly TargetChange[]; origin: TargetOrigin; note: string },
): Promise<{ set: number; unchanged: number }> {
  for (const scope of new Set(given.cells.map((cell) => cell.scope))) {
    const known = new Set((await subjectsOf(ctx, scope)).map((one) => one.subject))
    if (given.cells.some((cell) => cell.scope === scope && !known.has(cell.subject)))
      throw targetsError('targets.no_such_subject')
  }
  const standing = await listTargets(ctx, {
    storeIds: [ctx.store.id],
    metrics: [...new Set(given.cells.map((cell) => cell.metric))],
    periods: [...new Set(given.cells.map((cell) => cell.period))],
  })
  let set = 0
  for (const cell of given.cells) {
    const row = standing.find((one) => isSame(one, cell))
    if ((row?.value ?? null) === cell.value && (row?.revision ?? 0) >= cell.revision) continue
    if ((row?.revision ?? 0) !== cell.revision) throw stale(cell, row)
    const isNew = await insertTarget(ctx, {
      ...cell,
      store_id: ctx.store.id,
      revision: cell.revision + 1,
      origin: given.origin,
      note: maskPhonesInText(given.note),
      set_at: ctx.now,
      set_by: ctx.actor.personId,
    })
    if (!isNew) throw stale(cell, (await listRevisions(ctx, cell))[0])
    set += 1
  }
  if (set > 0) {
    const [first] = given.cells
    audit(ctx, {
      action: 'targets.set',
      recordType: 'targets',
      recordId: String(ctx.store.id),
      detail: {
        origin: given.origin,
        count: set,
        cells: given.cells.slice(0, 60).map(({ revision: _revision, ...cell }) => cell),
      },
      ...(given.note ? { reason: given.note } : {}),
    })
    announce(ctx, {
      type: targetEvents.changed,
      recordId: uuidv7(),
      data: { metric: first?.metric ?? '', count: set },
    })
  }
  return { set, unchanged: given.cells.length - set }
}

const isSame = (row: TargetRow, cell: TargetChange): boolean =>
  row.metric === cell.metric &&
  row.scope === cell.scope &&
  row.subject === cell.subject &&
  row.period === cell.period

const stale = (cell: TargetChange, row: TargetRow | undefined) =>
  targetsError('targets.stale', {
    period: cell.period,
    value: row?.value ?? '—',
    current: row?.value ?? null,
    revision: row?.revision ?? 0,
  })

/** Who set one target, when, to what; the latest first. Others' own targets stay with them. */
export async function readHistory(
  ctx: Ctx,
  key: Pick<TargetRow, 'metric' | 'scope' | 'subject' | 'period'>,
) {
  const visible = await visibleSubjects(ctx, key.scope)
  if (!visible.some((one) => one.subject === key.subject)) return { items: [] }
  const rows = await listRevisions(ctx, key)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    rows.flatMap((row) => row.set_by ?? []),
  )
  return { items: rows.map((row) => ({ ...presentCell(row.period, row, names), note: row.note })) }
}
