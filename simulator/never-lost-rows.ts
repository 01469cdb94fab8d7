import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Actor, Ctx, StoreInfo } from '#foundation/ctx.ts'
import { listConsultants, peopleHolding } from '#modules/access/index.ts'
import { createCustomer, findDuplicates } from '#modules/customers/index.ts'
import { fileClaim, putIntoPool } from '#modules/opportunities/index.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { addLeaver } from './leaver-rows.ts'
import { listSilentCards } from './never-lost.queries.ts'

const pooled = 5
const copied = 3

/**
 * Lets the demo show what keeps customers from being lost, through the ordinary verbs: cards in the
 * public pool, a claim waiting for the manager, people who were written down twice, and somebody
 * who left with customers.
 */
export async function addNeverLostRows(app: App, store: StoreInfo): Promise<void> {
  const manager = await runInStore(app, store, findManager)
  if (!manager) return
  await runInStore(
    app,
    store,
    async (ctx) => {
      const cards = await listSilentCards(ctx, pooled + copied + 1)
      const open = (card: (typeof cards)[number]) =>
        ctx.vault.openFor(card.sealedKey, card.phoneSealed)
      if (cards.length < pooled + copied + 1) return
      await putIntoPool(ctx, {
        cardIds: cards.slice(0, pooled).map((card) => card.id),
        reason: '久未联系上，请其他顾问接手',
      })
      for (const card of cards.slice(pooled, pooled + copied))
        await createCustomer(ctx, {
          name: card.name,
          // Another number with the same end: how the same person is written down twice.
          phones: [`1995550${open(card).slice(-4)}`],
          ownerId: card.ownerId,
        })
      const claimed = cards.at(-1)
      const people = await listConsultants(ctx.tx, store.groupId, store.id)
      const other = people.find((person) => person.id !== claimed?.ownerId)
      if (claimed && other)
        await fileClaim(
          { ...ctx, actor: personActor(store, other.id, other.name, 'consultant') },
          { phone: open(claimed), reason: '客户上月在车展找过我，已加微信' },
        )
      await addLeaver(
        ctx,
        cards.map((card) => card.customerId),
      )
    },
    manager,
  )
  await findDuplicates(app, store)
}

async function findManager(ctx: Ctx): Promise<Actor | undefined> {
  const { store } = ctx
  const [one] = await peopleHolding(ctx.tx, store.groupId, store.id, 'opportunities.assign')
  return one && personActor(store, one.id, one.name, 'sales_manager')
}

function personActor(store: StoreInfo, id: string, name: string, role: string): Actor {
  const grants = builtInRoles.find((one) => one.key === role)?.grants ?? {}
  return { ...systemActor(store), kind: 'person', personId: id, name, grants }
}
