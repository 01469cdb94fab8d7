import { addDays, type Day } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { instantOf } from './instant-of.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const purposes = [
  ['visit', 5],
  ['test_drive', 4],
  ['negotiation', 3],
  ['delivery', 1],
] as const
const notes = ['带家人一起来', '想看现车颜色', '约好试驾，带驾驶证', '谈置换价格', '']
const reasons = ['客户临时有事', '天气原因', '车辆未到']
const rank = { H: 0, A: 1, B: 2, C: 3 }
const daysBack = 10
const daysAhead = 6
const startMinutes = [570, 600, 630, 660, 810, 840, 870, 900, 930, 960, 990]

/**
 * Writes what stands around the door on the last day: who can take what, who is away soon, and who
 * will come when. Its random numbers are its own, so that the history stays the same without it.
 */
export function writeFloor(plan: StorePlan, rows: StoreRows, cards: Iterable<SimulatedCard>): void {
  const random = createRandom('floor', plan.seed, plan.storeNumber)
  writeSkills(plan, rows, random)
  writeLeaves(plan, rows, random)
  writeAppointments(plan, rows, random, cards)
}

function writeSkills(plan: StorePlan, rows: StoreRows, random: Random): void {
  for (const [place, person] of plan.consultants.entries()) {
    if (place > 2 && !random.chance(0.3)) continue
    rows.rotation_skills.add({
      store_id: plan.storeId,
      person_id: person.id,
      series_ids: [],
      languages: place === 0 ? ['en'] : place === 1 ? ['yue'] : [],
      visitor_kinds: place === 2 ? ['owner', 'trade_in'] : [],
      changed_at: instantOf(plan, addDays(plan.today, -40), 600),
    })
  }
}

function writeLeaves(plan: StorePlan, rows: StoreRows, random: Random): void {
  const { consultants, today } = plan
  const wish = [
    { place: 1, from: 1, to: 1, part: 'all', kind: 'rest', state: 'approved' },
    { place: 2, from: 3, to: 3, part: 'afternoon', kind: 'training', state: 'approved' },
    { place: 3, from: 5, to: 7, part: 'all', kind: 'leave', state: 'asked' },
  ] as const
  for (const one of wish) {
    const person = consultants[one.place]
    if (!person) continue
    const asked = instantOf(plan, addDays(today, -2), 610 + one.place)
    rows.staff_leaves.add({
      store_id: plan.storeId,
      id: random.id(asked.getTime()),
      person_id: person.id,
      from_day: addDays(today, one.from),
      to_day: addDays(today, one.to),
      part: one.part,
      kind: one.kind,
      note: one.kind === 'leave' ? '回老家' : '',
      state: one.state,
      asked_at: asked,
      asked_by: person.id,
      decided_at: one.state === 'approved' ? asked : null,
    })
  }
}

/** One or so a day and consultant around today, of the warmest cards in turn. */
function writeAppointments(
  plan: StorePlan,
  rows: StoreRows,
  random: Random,
  cards: Iterable<SimulatedCard>,
): void {
  const warmest = [...cards]
    .filter((card) => card.state === 'active' || card.state === 'signed')
    .sort((a, b) => rank[a.level] - rank[b.level] || (a.id < b.id ? -1 : 1))
  const most = plan.consultants.length
  for (let offset = -daysBack; offset <= daysAhead; offset += 1) {
    const day = addDays(plan.today, offset)
    if (plan.closedDays.has(day)) continue
    // Who was filed later than that day could not be expected on it.
    const known = warmest.filter((card) => card.openedOn < day)
    const count = Math.min(known.length, Math.round(most * (offset > 2 ? 0.5 : 1)))
    const first = (offset + daysBack) * most
    for (let n = 0; n < count; n += 1) {
      const card = known[(first + n) % known.length]
      if (card) writeOne(plan, rows, random, card, day)
    }
  }
}

function writeOne(
  plan: StorePlan,
  rows: StoreRows,
  random: Random,
  card: SimulatedCard,
  day: Day,
): void {
  const starts = instantOf(plan, day, random.pick(startMinutes))
  const purpose = card.state === 'signed' ? 'delivery' : random.weighted(purposes)
  const state = stateOf(plan, random, starts, day)
  const isEnded = state !== 'planned'
  rows.appointments.add({
    store_id: plan.storeId,
    id: random.id(starts.getTime() - 86_400_000),
    customer_id: card.customer.id,
    opportunity_id: card.id,
    person_id: card.consultant.id,
    day,
    starts_at: starts,
    ends_at: new Date(starts.getTime() + random.pick([30, 60, 60, 90]) * 60_000),
    purpose,
    note: random.pick(notes),
    state,
    reason: state === 'cancelled' ? random.pick(reasons) : '',
    shown_at: state === 'shown' ? starts : null,
    ended_at: isEnded ? starts : null,
    reminded_at: isEnded ? new Date(starts.getTime() - 3_600_000) : null,
    made_at: new Date(Math.min(starts.getTime(), plan.now.getTime()) - 86_400_000),
    made_by: card.consultant.id,
  })
}

/** Four of five came; what is still to come, and what began within the last hour, is planned. */
function stateOf(plan: StorePlan, random: Random, starts: Date, day: Day): string {
  const drawn = random.weighted([
    ['shown', 16],
    ['no_show', 2],
    ['cancelled', 2],
  ] as const)
  const hasPassed = starts.getTime() < plan.now.getTime() - 3_600_000
  if (hasPassed) return drawn
  return day > plan.today && drawn === 'cancelled' ? 'cancelled' : 'planned'
}
