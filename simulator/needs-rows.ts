import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { listCardsForNeeds } from './needs-rows.queries.ts'
import { createRandom } from './random.ts'
import { addRows } from './road-rows.queries.ts'

const cardsAtOnce = 1_000
const purposes = [
  ['commuting', 34],
  ['family', 38],
  ['business', 11],
  ['travel', 9],
  ['ride-hailing', 4],
  ['gift', 4],
] as const

/**
 * Lets the demo count kinds of purchase, uses, budgets and ways of paying of prospects and of buyers:
 * most cards have their needs. Cards that have them already keep theirs.
 */
export async function addNeedsRows(app: App, store: StoreInfo): Promise<void> {
  await runInStore(
    app,
    store,
    async (ctx) => {
      const random = createRandom('needs', 1, store.id)
      const idsOf = async (kind: 'purchase_type' | 'purpose') =>
        new Map(
          (await listOptions(ctx.tx, store.groupId, kind, store.id)).map((one) => [
            one.code,
            one.id,
          ]),
        )
      const types = await idsOf('purchase_type')
      const uses = await idsOf('purpose')
      const cards = await listCardsForNeeds(ctx)
      const rows = cards.flatMap((card) => {
        const type = card.is_company
          ? 'fleet'
          : card.has_car
            ? random.weighted([
                ['additional', 55],
                ['replacement', 45],
              ])
            : random.weighted([
                ['first', 52],
                ['replacement', 35],
                ['additional', 13],
              ])
        const use = card.is_company ? 'business' : random.weighted(purposes)
        const about = (card.price_fen || 16_000_000) / 1_000_000
        const budget = Math.max(6, Math.round(random.normal(about, 2.5)))
        const payment = random.weighted([
          ['loan', 55],
          ['cash', 36],
          ['lease', 3],
          ['open', 6],
        ])
        // Drawn for every card, so that one more of them changes no other.
        if (!random.chance(card.is_bought ? 0.93 : 0.62)) return []
        return [
          {
            store_id: store.id,
            id: card.id,
            opportunity_id: card.id,
            customer_id: card.customer_id,
            purchase_type_id: types.get(type) ?? null,
            purpose_id: uses.get(use) ?? null,
            budget_from_fen: (budget - 2) * 1_000_000,
            budget_to_fen: (budget + 2) * 1_000_000,
            payment,
            recorded_at: card.opened_at,
            recorded_by: card.owner_id,
            changed_at: card.opened_at,
            changed_by: card.owner_id,
          },
        ]
      })
      for (let from = 0; from < rows.length; from += cardsAtOnce)
        await addRows(ctx, 'purchase_needs', rows.slice(from, from + cardsAtOnce))
    },
    systemActor(store),
  )
}
