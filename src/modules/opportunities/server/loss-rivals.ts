import type { Ctx } from '#foundation/ctx.ts'
import { coreError } from '#shared/errors.ts'
import { listRivalsFor } from './loss-words.queries.ts'
import { findVisibleCard } from './opportunities.queries.ts'

/** The models a card may have been lost to, the likeliest first; `core.not_found` for others' cards. */
export async function readLossRivals(ctx: Ctx, id: string) {
  const card = await findVisibleCard(ctx, id)
  if (!card) throw coreError('core.not_found')
  return {
    items: (await listRivalsFor(ctx, card)).map((row) => ({
      id: row.id,
      name: `${row.brand} ${row.name}`,
      competitorId: row.option_id,
      isNamed: row.is_named,
    })),
  }
}
