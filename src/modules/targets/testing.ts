import type { App } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { addDays, type Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface TestDeal {
  owner: string
  signedOn: Day
  /** The card's opening; ten days before signing unless given. */
  openedOn?: Day
  deliveredOn?: Day
  amountFen?: number
  seriesId?: string | null
  credits?: { personId: string; percent: number }[]
}

let count = 0

/** Writes a customer, a signed card and its order as rows; gives the order's id. */
export async function addDeal(app: App, store: StoreInfo, deal: TestDeal): Promise<string> {
  count += 1
  const ids = { customer: uuidv7(), card: uuidv7(), order: uuidv7() }
  const openedOn = deal.openedOn ?? addDays(deal.signedOn, -10)
  const at = (day: Day) => new Date(`${day}T02:00:00Z`)
  await inStores(app.db, [store.id], async (tx) => {
    await tx
      .insertInto('customers')
      .values({
        store_id: store.id,
        id: ids.customer,
        name: `客户${count}`,
        created_at: at(openedOn),
      })
      .execute()
    await tx
      .insertInto('opportunities')
      .values({
        store_id: store.id,
        id: ids.card,
        customer_id: ids.customer,
        owner_id: deal.owner,
        state: deal.deliveredOn ? 'delivered' : 'signed',
        level: 'H',
        stage: deal.deliveredOn ? 100 : 90,
        expected_on: deal.signedOn,
        opened_on: openedOn,
        opened_at: at(openedOn),
        last_contact_on: deal.signedOn,
        last_contact_at: at(deal.signedOn),
        closed_on: deal.deliveredOn ?? null,
        series_id: deal.seriesId ?? null,
      })
      .execute()
    await tx
      .insertInto('orders')
      .values({
        store_id: store.id,
        id: ids.order,
        number: `T${count}-${ids.order.slice(-6)}`,
        opportunity_id: ids.card,
        customer_id: ids.customer,
        owner_id: deal.owner,
        state: deal.deliveredOn ? 'delivered' : 'signed',
        amount_fen: deal.amountFen ?? 15_000_000,
        series_id: deal.seriesId ?? null,
        signed_on: deal.signedOn,
        signed_at: at(deal.signedOn),
        delivered_on: deal.deliveredOn ?? null,
        delivered_at: deal.deliveredOn ? at(deal.deliveredOn) : null,
        made_at: at(deal.signedOn),
      })
      .execute()
    await tx
      .insertInto('order_credits')
      .values(
        (deal.credits ?? [{ personId: deal.owner, percent: 100 }]).map(({ personId, percent }) => ({
          store_id: store.id,
          order_id: ids.order,
          person_id: personId,
          percent,
        })),
      )
      .execute()
  })
  return ids.order
}
