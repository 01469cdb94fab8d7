import { addDays } from '#shared/days.ts'
import { instantOf } from './instant-of.ts'
import { createRandom } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const notes = [
  '今天回访节奏不错，H 级客户明天继续邀约到店',
  '未留档偏多，请注意接待时留下联系方式',
  '试驾后客户当天要回访，明早会检查',
  '报价后未跟踪的两位请今晚补打',
]
const daysBack = 6

/** Writes what the manager noted beneath the daily reports of the last days. */
export function writeDayNotes(plan: StorePlan, rows: StoreRows): void {
  const random = createRandom('day notes', plan.seed, plan.storeNumber)
  for (let ago = daysBack; ago >= 1; ago -= 1) {
    const day = addDays(plan.today, -ago)
    if (plan.closedDays.has(day)) continue
    for (const person of plan.consultants) {
      if (!random.chance(0.5)) continue
      rows.day_notes.add({
        store_id: plan.storeId,
        day,
        person_id: person.id,
        note: random.pick(notes),
        written_by: plan.manager,
        written_at: instantOf(plan, day, 18 * 60 + random.whole(0, 40)),
      })
    }
  }
}
