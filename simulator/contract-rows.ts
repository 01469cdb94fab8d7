import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Actor, Ctx, StoreInfo } from '#foundation/ctx.ts'
import { peopleHolding } from '#modules/access/index.ts'
import { makeContractOf, stepTo } from '#modules/orders/index.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { dayInZone } from '#shared/days.ts'
import { addKeyDates, findContractVersion, listSignedOrders } from './contract-rows.queries.ts'

/** How far the contracts of the demo are signed, the newest first. */
const signing = [
  [],
  ['printed'],
  ['printed', 'customer_signed'],
  ['printed', 'customer_signed', 'store_signed'],
] as const

/**
 * Lets the demo show contracts as documents, made by the ordinary verbs of the orders signed last, and
 * the key dates of the cars delivered in the last two years.
 */
export async function addContractRows(app: App, store: StoreInfo): Promise<void> {
  const as = (one: { id: string; name: string }, role: string): Actor => ({
    ...systemActor(store),
    kind: 'person',
    personId: one.id,
    name: one.name,
    grants: builtInRoles.find(({ key }) => key === role)?.grants ?? {},
  })
  const { orders, managers } = await runInStore(app, store, async (ctx) => {
    await addKeyDates(ctx, dayInZone(ctx.now, ctx.store.timeZone))
    return {
      orders: await listSignedOrders(ctx, signing.length),
      managers: await peopleHolding(ctx.tx, store.groupId, store.id, 'contracts.manage'),
    }
  })
  const [manager] = managers
  if (!manager) return
  for (const [index, order] of orders.entries()) {
    const keeper = as({ id: order.keeper_id, name: order.keeper }, 'consultant')
    const make = (ctx: Ctx) => makeContractOf(ctx, order.id, { templateId: null })
    const id = await runInStore(app, store, make, keeper)
    for (const state of signing[index] ?? [])
      await runInStore(
        app,
        store,
        async (ctx) =>
          stepTo(ctx, id, { version: await findContractVersion(ctx, id), state, note: '' }),
        state === 'store_signed' ? as(manager, 'sales_manager') : keeper,
      )
  }
}
