import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { type Day, daysFromTo } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import type { AcquisitionLine, Activity } from '../contracts/activities.ts'
import {
  countAppointments,
  countContacts,
  countPlannedCalls,
  listPlans,
  listWorks,
  savePlan,
  saveWork,
  sumWorks,
} from './activities.queries.ts'
import { assertPeriod, consultantsWithin, dayAsked } from './scope.ts'

/**
 * What each consultant did on each day of a period: contacts split into new prospects, open base and
 * owners, which add up (row 004-06), and planned beside done by kind (row 004-08).
 */
export async function readActivities(
  ctx: Ctx,
  asked: { from: Day; to: Day; person?: string | undefined },
): Promise<Activity[]> {
  assertPeriod(asked.from, asked.to)
  const people = (await consultantsWithin(ctx, 'checks.read')).filter(
    (one) => asked.person === undefined || one.id === asked.person,
  )
  const period = { from: asked.from, to: asked.to, people: people.map((one) => one.id) }
  const keyOf = (row: { person_id: string; day: Day }) => `${row.person_id} ${row.day}`
  const byKey = <T extends { person_id: string; day: Day }>(rows: T[]) =>
    new Map(rows.map((row) => [keyOf(row), row]))
  const contacts = byKey(await countContacts(ctx, period))
  const calls = byKey(await countPlannedCalls(ctx, period))
  const appointments = byKey(await countAppointments(ctx, period))
  return daysFromTo(asked.from, asked.to)
    .toReversed()
    .flatMap((day) =>
      people.map((person) => {
        const key = keyOf({ person_id: person.id, day })
        const did = contacts.get(key)
        const agreed = appointments.get(key)
        const owners = did?.owners ?? 0
        const newProspects = did?.new_prospects ?? 0
        return {
          personId: person.id,
          name: person.name,
          day,
          contacts: did?.contacts ?? 0,
          newProspects,
          openBase: (did?.contacts ?? 0) - owners - newProspects,
          owners,
          calls: { planned: calls.get(key)?.n ?? 0, done: did?.calls ?? 0 },
          visits: { planned: agreed?.visits ?? 0, done: did?.visits ?? 0 },
          testDrives: { planned: agreed?.test_drives ?? 0, done: did?.test_drives ?? 0 },
          homeVisits: { planned: 0, done: did?.home_visits ?? 0 },
          deliveries: { planned: agreed?.deliveries ?? 0, done: agreed?.delivered ?? 0 },
        }
      }),
    )
}

const kindsOf = (ctx: Ctx) => listOptions(ctx.tx, ctx.store.groupId, 'acquisition', ctx.store.id)

/** One's own acquisition work of a day against the store's plan, kind by kind (row 000-16). */
export async function readAcquisition(ctx: Ctx, asked: Day | undefined) {
  const { day } = dayAsked(ctx, asked)
  const plans = await listPlans(ctx)
  const works = new Map((await listWorks(ctx, day, personOf(ctx))).map((row) => [row.kind_id, row]))
  const items: AcquisitionLine[] = (await kindsOf(ctx)).map((kind) => ({
    kindId: kind.id,
    label: kind.label,
    labelEn: kind.labelEn,
    plan: plans.get(kind.id)?.per_day ?? null,
    planVersion: plans.get(kind.id)?.version ?? 0,
    done: works.get(kind.id)?.done ?? 0,
    note: works.get(kind.id)?.note ?? '',
    version: works.get(kind.id)?.version ?? 0,
  }))
  return { day, items }
}

/** Records how many of a kind were done on a day. Throws `core.stale_version`. */
export async function recordWork(
  ctx: Ctx,
  work: { day: Day; kindId: string; version: number; done: number; note: string },
): Promise<AcquisitionLine> {
  const { day } = dayAsked(ctx, work.day)
  if (!(await kindsOf(ctx)).some((kind) => kind.id === work.kindId))
    throw coreError('core.not_found')
  const saved = await saveWork(ctx, {
    ...work,
    day,
    personId: personOf(ctx),
    note: maskPhonesInText(work.note),
  })
  const line = (await readAcquisition(ctx, day)).items.find((one) => one.kindId === work.kindId)
  if (!line) throw coreError('core.not_found')
  if (!saved) throw coreError('core.stale_version', { current: line })
  audit(ctx, {
    action: 'acquisition.recorded',
    recordType: 'person',
    recordId: personOf(ctx),
    detail: { day, kindId: work.kindId, done: work.done },
  })
  announce(ctx, { type: 'checks.acquisition_recorded', recordId: personOf(ctx), data: { day } })
  return line
}

/** Sets how many of a kind each consultant is to do a day. Throws `core.stale_version`. */
export async function setPlan(ctx: Ctx, plan: { kindId: string; version: number; perDay: number }) {
  if (!(await kindsOf(ctx)).some((kind) => kind.id === plan.kindId))
    throw coreError('core.not_found')
  const saved = await savePlan(ctx, plan)
  const now = (await listPlans(ctx)).get(plan.kindId)
  if (!saved || !now) throw coreError('core.stale_version', { current: now ?? null })
  audit(ctx, {
    action: 'acquisition.planned',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { ...plan },
  })
  announce(ctx, { type: 'checks.acquisition_planned', recordId: plan.kindId })
  return { kindId: plan.kindId, perDay: now.per_day, version: now.version }
}

/** What each consultant did of each kind in a period; the plan is per day. */
export async function readAcquisitionOfPeople(ctx: Ctx, period: { from: Day; to: Day }) {
  assertPeriod(period.from, period.to)
  const people = await consultantsWithin(ctx, 'checks.read')
  const plans = await listPlans(ctx)
  const sums = await sumWorks(ctx, { ...period, people: people.map((one) => one.id) })
  return {
    days: daysFromTo(period.from, period.to).length,
    kinds: (await kindsOf(ctx)).map((kind) => ({
      id: kind.id,
      label: kind.label,
      labelEn: kind.labelEn,
      plan: plans.get(kind.id)?.per_day ?? null,
    })),
    people: people.map((person) => ({
      id: person.id,
      name: person.name,
      done: sums
        .filter((row) => row.person_id === person.id)
        .map((row) => ({ kindId: row.kind_id, n: row.n })),
    })),
  }
}
