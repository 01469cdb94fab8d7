import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { keepModuleRules } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { addDays, dayInZone, instantOf } from '#shared/days.ts'
import { createRandom, type Random } from './random.ts'
import { addRows, type DemoCard, listDemoCards } from './road-rows.queries.ts'
import { costLines, needsLines, rivalLines, tradeInCars } from './road-words.ts'

/** Lets the demo show demo cars, test drives, needs, trade-ins, costs, rivals and the effort policy. */
export async function addRoadRows(app: App, store: StoreInfo): Promise<void> {
  await runInStore(
    app,
    store,
    async (ctx) => {
      const random = createRandom('road', 1, store.id)
      const cards = await listDemoCards(ctx, 60)
      await addRivals(ctx, random)
      const cars = await addCars(ctx, random)
      await addDrives(ctx, random, { cars, cards })
      await addNeeds(ctx, random, cards.slice(0, 30))
      await addTradeIns(ctx, random, cards.slice(0, 8))
      await addCosts(ctx, random, cards)
      await keepModuleRules(ctx, 'effort', {
        '50': { gapDays: 5, replyMinutes: 60, help: '展厅主管可陪同洽谈' },
        '75': { gapDays: 2, replyMinutes: 30, help: '销售经理参与报价，金融专员算方案' },
      })
    },
    systemActor(store),
  )
}

async function addCars(ctx: Ctx, random: Random): Promise<string[]> {
  const series = (await listSeries(ctx.tx, ctx.store.groupId))
    .filter((one) => one.isOwn)
    .slice(0, 4)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const ids = series.map(() => random.id(ctx.now.getTime()))
  await addRows(
    ctx,
    'demo_cars',
    series.map((one, place) => ({
      store_id: ctx.store.id,
      id: ids[place] as string,
      plate: `沪A${String(60_000 + ctx.store.id * 40 + place)}`,
      name: one.name,
      series_id: one.id,
      colour: ['极地白', '幻影黑', '星云灰', '大洋蓝'][place] ?? '',
      state: place === 3 ? 'workshop' : 'ready',
      insured_until: addDays(today, 20 + place * 90),
      inspected_until: addDays(today, 200 + place * 30),
      mileage_km: 3_000 + place * 1_700,
      made_at: ctx.now,
    })),
  )
  await addRows(ctx, 'demo_routes', [
    {
      store_id: ctx.store.id,
      id: random.id(ctx.now.getTime()),
      name: '滨江环线',
      length_m: 9_800,
      minutes: 25,
      note: '城市道路、减速带、掉头',
    },
    {
      store_id: ctx.store.id,
      id: random.id(ctx.now.getTime()),
      name: '高架快速段',
      length_m: 16_500,
      minutes: 35,
      note: '上下匝道、超车、静音体验',
    },
  ])
  return ids.slice(0, 3)
}

const wishes = ['周末带家人再来看后排', '比较两款配置后报价', '想试更高配', '等价格，约下周洽谈']
const said = [
  '提速轻快，隔音比现在的车好',
  '后排宽，转向偏轻',
  '底盘稳，油耗想再了解',
  '坐姿舒服，屏幕好用',
]

async function addDrives(
  ctx: Ctx,
  random: Random,
  given: { cars: readonly string[]; cards: readonly DemoCard[] },
): Promise<void> {
  const zone = ctx.store.timeZone
  const today = dayInZone(ctx.now, zone)
  const times = ['10:00', '11:30', '14:00', '15:30', '17:00']
  const km = new Map<string, number>()
  const drives = given.cards.slice(0, 36).map((card, place) => {
    // The first few are still to come; one day and time a car is taken once.
    const ahead = place < 6
    const carId = given.cars[place % given.cars.length] as string
    const slot = Math.floor(place / given.cars.length)
    const day = addDays(today, ahead ? 1 + Math.floor(slot / 2) : -1 - Math.floor(slot / 2))
    const starts = instantOf(day, times[slot % times.length] as string, zone)
    const state = ahead
      ? 'booked'
      : place % 9 === 8
        ? 'no_show'
        : place % 11 === 10
          ? 'cancelled'
          : 'done'
    const out = km.get(carId) ?? 1_000
    const way = random.whole(8, 18)
    if (state === 'done') km.set(carId, out + way)
    const left = new Date(starts.getTime() + 5 * 60_000)
    const back = new Date(starts.getTime() + random.whole(25, 40) * 60_000)
    return {
      store_id: ctx.store.id,
      id: random.id(starts.getTime()),
      car_id: carId,
      customer_id: card.customer_id,
      opportunity_id: card.id,
      person_id: card.owner_id,
      day,
      starts_at: starts,
      ends_at: new Date(starts.getTime() + 45 * 60_000),
      state,
      made_at: new Date(Math.min(starts.getTime() - 86_400_000, ctx.now.getTime())),
      made_by: card.owner_id,
      ...(state === 'done'
        ? {
            agreed_at: left,
            left_at: left,
            km_out: out,
            returned_at: back,
            km_in: out + way,
            ratings: JSON.stringify({
              power: random.whole(3, 5),
              handling: random.whole(3, 5),
              comfort: random.whole(2, 5),
              quiet: random.whole(2, 5),
            }),
            feedback: random.pick(said),
            next_step: random.pick(wishes),
            feedback_at: back,
            ended_at: back,
            ended_by: card.owner_id,
          }
        : {}),
      ...(state === 'no_show' || state === 'cancelled'
        ? { reason: '客户临时有事', ended_at: starts, ended_by: card.owner_id }
        : {}),
    }
  })
  await addRows(ctx, 'test_drives', drives)
  await addRows(
    ctx,
    'demo_car_slots',
    drives
      .filter((drive) => drive.state === 'booked')
      .flatMap((drive) =>
        [0, 15, 30].map((minutes) => ({
          store_id: ctx.store.id,
          car_id: drive.car_id,
          slot: new Date(drive.starts_at.getTime() + minutes * 60_000),
          test_drive_id: drive.id,
        })),
      ),
  )
}

async function addNeeds(ctx: Ctx, random: Random, cards: readonly DemoCard[]): Promise<void> {
  const types = await listOptions(ctx.tx, ctx.store.groupId, 'purchase_type', ctx.store.id)
  await addRows(
    ctx,
    'purchase_needs',
    cards.map((card) => {
      const line = random.pick(needsLines)
      const type = line.current_car === '无' ? 'first' : 'replacement'
      const from = random.whole(10, 22) * 1_000_000
      return {
        store_id: ctx.store.id,
        id: card.id,
        opportunity_id: card.id,
        customer_id: card.customer_id,
        ...line,
        purchase_type_id: types.find((one) => one.code === type)?.id ?? null,
        budget_from_fen: from,
        budget_to_fen: from + random.whole(2, 6) * 1_000_000,
        seats: random.pick([5, 5, 5, 7]),
        recorded_at: card.last_contact_at,
        recorded_by: card.owner_id,
        changed_at: card.last_contact_at,
        changed_by: card.owner_id,
      }
    }),
  )
  await addRows(
    ctx,
    'presentations',
    cards.slice(0, 20).map((card) => ({
      store_id: ctx.store.id,
      id: random.id(card.last_contact_at.getTime()),
      opportunity_id: card.id,
      customer_id: card.customer_id,
      person_id: card.owner_id,
      series_id: card.series_id,
      shown: ['front', 'rear_seat', 'driver_seat'],
      liked: random.pick(['后排空间', '内饰做工', '辅助驾驶']),
      doubts: random.pick(['油耗', '保值', '价格']),
      at: card.last_contact_at,
      recorded_at: card.last_contact_at,
    })),
  )
}

async function addTradeIns(ctx: Ctx, random: Random, cards: readonly DemoCard[]): Promise<void> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  await addRows(
    ctx,
    'trade_ins',
    cards.map((card, place) => {
      const car = tradeInCars[place % tradeInCars.length] as (typeof tradeInCars)[number]
      const asked = random.whole(30, 90) * 100_000
      const priced = place % 3 !== 0
      return {
        store_id: ctx.store.id,
        id: random.id(card.last_contact_at.getTime()),
        opportunity_id: card.id,
        customer_id: card.customer_id,
        owner_id: card.owner_id,
        ...car,
        mileage_km: random.whole(30, 120) * 1_000,
        asked_fen: asked,
        ...(priced
          ? {
              appraised_fen: Math.round(asked * 0.9),
              appraised_on: addDays(today, -place),
              valid_until: addDays(today, 7 - place * 2),
            }
          : {}),
        decision: priced ? 'thinking' : 'open',
        made_at: card.last_contact_at,
        made_by: card.owner_id,
        changed_at: card.last_contact_at,
      }
    }),
  )
}

async function addCosts(ctx: Ctx, random: Random, cards: readonly DemoCard[]): Promise<void> {
  await addRows(
    ctx,
    'activity_costs',
    cards.map((card) => {
      const line = random.pick(costLines)
      return {
        store_id: ctx.store.id,
        id: random.id(card.last_contact_at.getTime()),
        opportunity_id: card.id,
        customer_id: card.customer_id,
        person_id: card.owner_id,
        on_day: dayInZone(card.last_contact_at, ctx.store.timeZone),
        kind: line.kind,
        amount_fen: random.whole(line.from, line.to) * 100,
        result: line.result,
        made_at: card.last_contact_at,
        made_by: card.owner_id,
      }
    }),
  )
}

/** Rivals belong to the group: the second store finds them there. */
async function addRivals(ctx: Ctx, random: Random): Promise<void> {
  const series = (await listSeries(ctx.tx, ctx.store.groupId)).filter((one) => one.isOwn)
  const options = await listOptions(ctx.tx, ctx.store.groupId, 'competitor', ctx.store.id)
  await addRows(
    ctx,
    'rivals',
    rivalLines.map(({ option, attributes, ...line }, place) => ({
      group_id: ctx.store.groupId,
      id: random.id(ctx.now.getTime()),
      ...line,
      option_id: options.find((one) => one.code === option)?.id ?? null,
      own_series_id: series[place % Math.max(1, series.length)]?.id ?? null,
      attributes: JSON.stringify(attributes),
      changed_at: ctx.now,
    })),
  )
  await addRows(
    ctx,
    'own_positions',
    series.slice(0, 6).map((one, place) => ({
      group_id: ctx.store.groupId,
      series_id: one.id,
      price_from_fen: (11 + place * 3) * 1_000_000,
      price_to_fen: (15 + place * 3) * 1_000_000,
      attributes: JSON.stringify({
        length: 4_560 + place * 70,
        wheelbase: 2_680 + place * 40,
        power: 110 + place * 12,
        consumption: (56 + place * 4) / 10,
        seats: 5,
      }),
      changed_at: ctx.now,
    })),
  )
}
