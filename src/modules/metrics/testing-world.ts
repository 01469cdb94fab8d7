import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { addDays, type Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { testDoor } from './testing.ts'

/** The words and cars of a group for tests of the numbers, by what they stand for. */
export interface TestWords {
  ids: Record<string, string>
}

const options = {
  source: ['paper', 'friend'],
  occupation: ['owner', 'teacher'],
  industry: ['trade', 'school'],
  hobby: ['fishing', 'tea', 'golf'],
  household: ['single', 'children'],
  purchase_type: ['first', 'replacement'],
  purpose: ['family'],
  loss_reason: ['price'],
  competitor: ['rival'],
} as const

/** A brand, two series, two models, and two options of each kind; the store has two papers of its own. */
export async function addWords(app: App, groupId: number, store: StoreInfo): Promise<TestWords> {
  const ids: Record<string, string> = {}
  const idOf = (name: string) => (ids[name] ??= uuidv7())
  await inStores(app.db, [], async (tx) => {
    await tx
      .insertInto('brands')
      .values({ group_id: groupId, id: idOf('brand'), name: '大众', name_en: 'VW' })
      .execute()
    for (const name of ['bora', 'magotan']) {
      const of = { group_id: groupId, name, name_en: name }
      await tx
        .insertInto('series')
        .values({ ...of, id: idOf(name), brand_id: idOf('brand') })
        .execute()
      await tx
        .insertInto('models')
        .values({ ...of, id: idOf(`${name} 1.5`), series_id: idOf(name) })
        .execute()
    }
    for (const [kind, names] of Object.entries(options))
      for (const name of names)
        await tx
          .insertInto('options')
          .values({
            group_id: groupId,
            id: idOf(name),
            kind,
            code: name,
            label: name,
            family: kind === 'source' ? (name === 'paper' ? 'outdoor' : 'referral') : null,
          })
          .execute()
    for (const name of ['morning paper', 'evening paper'])
      await tx
        .insertInto('options')
        .values({
          group_id: groupId,
          id: idOf(name),
          kind: 'source',
          store_id: store.id,
          standard_id: idOf('paper'),
          code: name,
          label: name,
        })
        .execute()
  })
  return { ids }
}

export interface TestProspect {
  visitId: string
  customerId: string
  cardId: string
  orderId: string | undefined
  day: Day
}

/**
 * Prospects of a store from 20 August to 14 September 2026, of every kind: filed at the door or not,
 * known well or hardly, driven, quoted, signed, cancelled, delivered, lost; some for themselves and
 * some as leads. The same ones for the same place of the store.
 */
export async function addProspects(
  app: App,
  store: StoreInfo,
  { ids }: TestWords,
  people: readonly string[],
  count: number,
): Promise<TestProspect[]> {
  const prospects: TestProspect[] = []
  const door = testDoor(app, store)
  const car = { id: uuidv7(), series: ids.bora, model: ids['bora 1.5'] }
  await inStores(app.db, [store.id], (tx) =>
    tx
      .insertInto('demo_cars')
      .values({
        store_id: store.id,
        id: car.id,
        plate: `沪A${store.id}`,
        series_id: car.series ?? null,
        model_id: car.model ?? null,
        made_at: new Date(0),
      })
      .execute(),
  )
  for (let i = 0; i < count; i += 1) {
    const day = addDays('2026-08-20', (i * 5) % 26)
    const at = new Date(`${day}T03:00:00Z`)
    const owner = people[i % people.length] as string
    const series = i % 4 === 3 ? null : (ids[i % 2 === 0 ? 'bora' : 'magotan'] ?? null)
    const model =
      series && i % 3 !== 0 ? (ids[i % 2 === 0 ? 'bora 1.5' : 'magotan 1.5'] ?? null) : null
    const source =
      [ids.friend, ids['morning paper'], ids.paper, ids['evening paper'], null][i % 5] ?? null
    const prospect: TestProspect = {
      visitId: uuidv7(),
      customerId: uuidv7(),
      cardId: uuidv7(),
      orderId: i % 3 === 0 ? uuidv7() : undefined,
      day,
    }
    const isLost = i % 3 === 1 && i % 2 === 0
    const isDelivered = i % 6 === 0
    const isCancelled = i % 9 === 3
    const state = isLost
      ? 'lost'
      : prospect.orderId && !isCancelled
        ? isDelivered
          ? 'delivered'
          : 'signed'
        : 'active'
    const hasVisit = i % 7 !== 6
    await inStores(app.db, [store.id], async (tx) => {
      const own = { store_id: store.id }
      await tx
        .insertInto('customers')
        .values({
          ...own,
          id: prospect.customerId,
          name: `客户${i}`,
          kind: i % 11 === 10 ? 'company' : 'person',
          sex: i % 5 === 4 ? null : i % 2 === 0 ? 'male' : 'female',
          birthday: i % 4 === 0 ? null : `${1962 + ((i * 3) % 40)}-05-0${1 + (i % 9)}`,
          occupation_id: i % 3 === 0 ? null : (ids[i % 2 === 0 ? 'owner' : 'teacher'] ?? null),
          industry_id: i % 2 === 0 ? (ids[i % 4 === 0 ? 'trade' : 'school'] ?? null) : null,
          hobby_ids: ['fishing', 'tea', 'golf'].slice(0, i % 4).flatMap((name) => ids[name] ?? []),
          household_id: i % 4 === 1 ? null : (ids[i % 2 === 0 ? 'single' : 'children'] ?? null),
          // Two districts of one city, the city alone, another city, and nothing.
          area_code: ['220104', '220102', '220100', '310115', null][i % 5] ?? null,
          created_at: at,
        })
        .execute()
      await tx
        .insertInto('opportunities')
        .values({
          ...own,
          id: prospect.cardId,
          customer_id: prospect.customerId,
          owner_id: owner,
          state,
          level: (['H', 'A', 'B', 'C'] as const)[i % 4] ?? 'A',
          stage: state === 'signed' ? 90 : state === 'delivered' ? 100 : [10, 25, 50, 75][i % 4],
          expected_on: addDays(day, 20),
          series_id: series,
          model_id: model,
          source_id: source,
          opened_on: day,
          opened_at: at,
          opened_visit_id: hasVisit ? prospect.visitId : null,
          is_returning: i % 8 === 0,
          last_contact_on: day,
          last_contact_at: at,
          closed_on: isLost || isDelivered ? addDays(day, 2) : null,
          loss_kind: isLost ? (i % 4 === 0 ? 'defeat' : 'lost_contact') : null,
          loss_reason_id: isLost && i % 4 === 0 ? (ids.price ?? null) : null,
          competitor_id: isLost && i % 4 === 0 ? (ids.rival ?? null) : null,
        })
        .execute()
      if (isLost || isDelivered)
        await tx
          .insertInto('opportunity_changes')
          .values({
            ...own,
            id: uuidv7(),
            opportunity_id: prospect.cardId,
            field: 'state',
            from_value: 'active',
            to_value: state,
            effective_on: addDays(day, 2),
            recorded_at: new Date(`${addDays(day, 2)}T04:00:00Z`),
          })
          .execute()
      if (i % 4 < 2)
        await tx
          .insertInto('purchase_needs')
          .values({
            ...own,
            id: uuidv7(),
            opportunity_id: prospect.cardId,
            customer_id: prospect.customerId,
            purchase_type_id: ids[i % 3 === 0 ? 'replacement' : 'first'] ?? null,
            purpose_id: ids.family ?? null,
            budget_to_fen: 8_000_000 + i * 1_000_000,
            payment: i % 2 === 0 ? 'loan' : 'open',
            recorded_at: at,
            changed_at: at,
          })
          .execute()
      if (i % 3 === 0)
        await tx
          .insertInto('test_drives')
          .values({
            ...own,
            id: uuidv7(),
            car_id: car.id,
            customer_id: prospect.customerId,
            opportunity_id: prospect.cardId,
            person_id: owner,
            day,
            starts_at: at,
            ends_at: new Date(at.getTime() + 1_800_000),
            state: 'done',
            made_at: at,
          })
          .execute()
      if (i % 2 === 0)
        await tx
          .insertInto('quotes')
          .values({
            ...own,
            id: uuidv7(),
            number: `BJ${store.id}${i}`,
            opportunity_id: prospect.cardId,
            customer_id: prospect.customerId,
            owner_id: owner,
            state: i % 10 === 8 ? 'draft' : 'sent',
            series_id: series,
            model_id: model ?? ids['bora 1.5'] ?? '',
            list_fen: 15_000_000,
            discount_fen: 300_000,
            car_fen: 14_700_000,
            total_fen: 16_000_000,
            valid_until: addDays(day, 14),
            made_at: at,
            changed_at: at,
          })
          .execute()
      if (prospect.orderId)
        await tx
          .insertInto('orders')
          .values({
            ...own,
            id: prospect.orderId,
            number: `DD${store.id}${i}`,
            opportunity_id: prospect.cardId,
            customer_id: prospect.customerId,
            owner_id: owner,
            state: isCancelled ? 'cancelled' : isDelivered ? 'delivered' : 'signed',
            series_id: series,
            model_id: model,
            quantity: 1 + (i % 2),
            amount_fen: 12_345_600 + i * 100,
            discount_fen: 100_000 * (i % 3) + 50_000,
            payment_method: i % 2 === 0 ? 'cash' : 'loan',
            signed_on: addDays(day, 1),
            signed_at: new Date(`${addDays(day, 1)}T05:00:00Z`),
            cancelled_on: isCancelled ? addDays(day, 3) : null,
            cancelled_at: isCancelled ? new Date(`${addDays(day, 3)}T05:00:00Z`) : null,
            delivered_on: isDelivered ? addDays(day, 2) : null,
            delivered_at: isDelivered ? new Date(`${addDays(day, 2)}T04:00:00Z`) : null,
            made_at: at,
          })
          .execute()
      if (i % 4 === 2)
        await tx
          .insertInto('leads')
          .values({
            ...own,
            id: uuidv7(),
            customer_id: prospect.customerId,
            origin: i % 8 === 2 ? 'web' : 'referral',
            source_id: source,
            series_id: series,
            state: i % 8 === 2 ? 'promoted' : 'assigned',
            grade: i % 8 === 2 ? 'A' : null,
            verified_grade: i % 8 === 2 ? 'A' : i % 16 === 6 ? 'unreached' : null,
            called_on: i % 8 === 2 || i % 16 === 6 ? day : null,
            first_contact_at: i % 8 === 2 || i % 16 === 6 ? at : null,
            caller_id: people[0] ?? null,
            owner_id: owner,
            received_on: day,
            received_at: at,
            arrived_on: i % 8 === 2 ? addDays(day, 1) : null,
            arrived_at: i % 8 === 2 ? at : null,
            opportunity_id: i % 8 === 2 ? prospect.cardId : null,
            dealt_on: i % 16 === 2 ? addDays(day, 4) : null,
          })
          .execute()
      if (state === 'active' && i % 2 === 1)
        await tx
          .insertInto('follow_ups')
          .values({
            ...own,
            id: uuidv7(),
            opportunity_id: prospect.cardId,
            owner_id: owner,
            due_on: addDays(day, 1),
            state: 'open',
            made_at: at,
          })
          .execute()
    })
    const party = { day, receivedBy: owner, seriesId: series, sourceId: source }
    const channel = i % 3 === 0 ? 'call-in' : 'walk-in'
    if (hasVisit)
      await door.add({
        ...party,
        id: prospect.visitId,
        channel,
        outcome: 'filed',
        isReturning: i % 8 === 0,
        customerId: prospect.customerId,
        cardId: prospect.cardId,
      })
    if (i % 2 === 0) await door.add({ ...party, channel, outcome: 'unfiled' })
    if (i % 5 === 0)
      await door.add({ ...party, outcome: 'repeat', customerId: prospect.customerId })
    if (i % 9 === 0) await door.add({ day, outcome: 'not_prospect' })
    prospects.push(prospect)
  }
  return prospects
}
