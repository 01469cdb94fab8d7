import { addDays } from '#shared/days.ts'
import { vinNumber } from './people-data.ts'
import { createRandom } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const colours = ['极地白', '幻影黑', '星云灰', '大洋蓝', '旭日红', '极地白']
const places = ['A 库', 'B 库', '展厅', '后院'] as const
const fewest = 24
const most = 46

/** The store's list of cars as its DMS would give it. Its chance is its own: the history stays as it is. */
export function writeStock(plan: StorePlan, rows: StoreRows): void {
  if (plan.models.length === 0) return
  const random = createRandom('stock', plan.seed, plan.storeNumber)
  const count = random.whole(fewest, most)
  for (let n = 0; n < count; n += 1) {
    const model = random.pick(plan.models)
    const isOnTheWay = random.chance(0.2)
    // Most cars sell within two months; a few have stood far too long.
    const age = random.chance(0.15) ? random.whole(90, 240) : random.whole(1, 75)
    rows.stock_cars.add({
      store_id: plan.storeId,
      id: random.id(plan.now.getTime()),
      vin: vinNumber(random),
      series_id: model.seriesId,
      model_id: model.id,
      model_text: model.name,
      colour: random.pick(colours),
      interior: random.pick(['黑色', '米色', '棕色']),
      told_state: isOnTheWay ? 'on_the_way' : 'in_stock',
      arrived_on: isOnTheWay ? null : addDays(plan.today, -age),
      expected_on: isOnTheWay ? addDays(plan.today, random.whole(2, 20)) : null,
      location: isOnTheWay ? '' : random.pick(places),
      note: '',
      told_at: plan.now,
    })
  }
}
