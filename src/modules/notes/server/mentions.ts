import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { type CustomerRow, peopleWhoSee } from '#modules/customers/index.ts'
import { notesError } from '../contract.ts'

/** Throws `notes.mentioned_may_not_see` naming everybody mentioned who may not see the customer. */
export async function assertMaySee(
  ctx: Ctx,
  customer: CustomerRow,
  mentioned: readonly string[],
): Promise<void> {
  if (mentioned.length === 0) return
  const seeing = new Set((await peopleWhoSee(ctx, customer)).map((one) => one.id))
  const blind = mentioned.filter((id) => !seeing.has(id))
  if (blind.length === 0) return
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, blind)
  throw notesError('notes.mentioned_may_not_see', {
    names: blind.map((id) => names.get(id) ?? '?').join('、'),
  })
}
