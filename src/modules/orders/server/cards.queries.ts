import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'

/** The state of a card, whoever asks. */
export async function stateOfCard(ctx: Ctx, opportunityId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select state from opportunities
     where store_id = ${ctx.store.id} and id = ${opportunityId} and withdrawn_at is null`.execute(
    ctx.tx,
  )
  return rows[0]?.state
}
