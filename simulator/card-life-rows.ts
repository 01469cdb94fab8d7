import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Actor, StoreInfo } from '#foundation/ctx.ts'
import { listConsultants, peopleHolding } from '#modules/access/index.ts'
import { archiveCards, askApproval, readCard, setShares } from '#modules/opportunities/index.ts'
import { builtInRoles } from '#shared/built-in-roles.ts'
import { listActiveCardsOf, listLongClosed } from './card-life.queries.ts'

const archivedInDemo = 20

/**
 * Lets the demo show the life of cards, through the ordinary verbs: requests that wait for the
 * manager, a deal two consultants share, old cards in the archive.
 */
export async function addCardLifeRows(app: App, store: StoreInfo): Promise<void> {
  const people = await runInStore(app, store, async ({ tx, store: { groupId, id } }) => ({
    consultants: await listConsultants(tx, groupId, id),
    managers: await peopleHolding(tx, groupId, id, 'opportunities.archive'),
  }))
  const [manager] = people.managers
  const [first, second] = people.consultants
  if (!manager || !first || !second) return
  const as = (one: { id: string; name: string }, role: string): Actor => ({
    ...systemActor(store),
    kind: 'person',
    personId: one.id,
    name: one.name,
    grants: builtInRoles.find(({ key }) => key === role)?.grants ?? {},
  })
  await runInStore(
    app,
    store,
    async (ctx) => {
      const [shared, ended] = await listActiveCardsOf(ctx, first.id, 2)
      if (!shared || !ended) return
      const { version } = await readCard(ctx, shared)
      await setShares(ctx, shared, {
        version,
        shares: [
          { personId: first.id, percent: 60 },
          { personId: second.id, percent: 40 },
        ],
        reason: '客户由两人共同接待',
      })
      await askApproval(ctx, ended, {
        step: 'terminate',
        reason: '多次核实为同行询价',
        summary: '到店三次只问底价，核实为同行，建议终止',
      })
    },
    as(first, 'consultant'),
  )
  await runInStore(
    app,
    store,
    async (ctx) => {
      const ids = await listLongClosed(ctx, archivedInDemo)
      if (ids.length > 0) await archiveCards(ctx, { ids, reason: '年度归档' })
    },
    as(manager, 'sales_manager'),
  )
}
