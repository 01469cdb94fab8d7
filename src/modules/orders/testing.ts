import type { TestPerson } from '#modules/access/testing.ts'
import { makeCard, type TestCard } from '#modules/opportunities/testing.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { TestApp } from '../../testing.ts'
import { allocateCar, getOrder, makeOrder, type Order, signOrder } from './contract.ts'
import { addPayment } from './contracts/payments.ts'
import { getDelivery, prepareDelivery } from './contracts/delivery.ts'

let vins = Math.floor(Math.random() * 1e6)

/** A VIN no other test uses. */
export function someVin(): string {
  vins = (vins + 1) % 1e7
  return `LSVAB4180E${String(vins).padStart(7, '0')}`
}

export const carLine = {
  kind: 'car',
  name: '星驰 1.5T',
  quantity: 1,
  unitFen: 12_980_000,
} as const

export interface TestOrder {
  card: TestCard
  order: Order
}

/** A draft made by hand on a new card, through HTTP. */
export async function makeTestOrder(
  kit: TestApp,
  owner: TestPerson,
  given: { lines?: object[]; promisedOn?: string } = {},
): Promise<TestOrder> {
  const card = await makeCard(kit, owner)
  const { status, body } = await kit.call(owner, makeOrder, {
    body: {
      id: uuidv7(),
      opportunityId: card.id,
      lines: (given.lines ?? [carLine]) as never,
      colour: '极地白',
      ...(given.promisedOn ? { promisedOn: given.promisedOn } : {}),
    },
  })
  if (status !== 201) throw new Error(`The order was refused: ${JSON.stringify(body)}`)
  return { card, order: body }
}

/** The same, signed. */
export async function makeSignedOrder(
  kit: TestApp,
  owner: TestPerson,
  given: { lines?: object[] } = {},
): Promise<TestOrder> {
  const made = await makeTestOrder(kit, owner, given)
  const { status, body } = await kit.call(owner, signOrder, {
    params: { id: made.order.id },
    body: { version: made.order.version, promisedOn: '2026-09-30' },
  })
  if (status !== 200) throw new Error(`Signing was refused: ${JSON.stringify(body)}`)
  return { card: made.card, order: body }
}

/** Does all that stands before a delivery: VINs, the whole amount, every needed point, the signature. */
export async function makeReady(kit: TestApp, owner: TestPerson, order: Order): Promise<Order> {
  const params = { id: order.id }
  const must = <T>(answer: { status: number; body: T }): T => {
    if (answer.status > 299) throw new Error(`Refused: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  for (let at = order.cars.length; at < order.quantity; at += 1)
    must(await kit.call(owner, allocateCar, { params, body: { vin: someVin() } }))
  must(
    await kit.call(owner, addPayment, {
      params,
      body: { kind: 'balance', method: 'transfer', day: '2026-09-15', amountFen: order.balanceFen },
    }),
  )
  const delivery = must(await kit.call(owner, getDelivery, { params }))
  must(
    await kit.call(owner, prepareDelivery, {
      params,
      body: {
        version: delivery.version,
        points: delivery.points.map((point) => ({ key: point.key, isDone: true })),
        mileageKm: 12,
        keyCount: 2,
        isCustomerSigned: true,
      },
    }),
  )
  return must(await kit.call(owner, getOrder, { params }))
}
