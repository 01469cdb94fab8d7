import { type Ctx, personOf, scopeOf } from '#foundation/ctx.ts'
import { listPeopleOfStore } from '#modules/access/index.ts'
import { coreError } from '#shared/errors.ts'

/** Whose sheet is asked for: oneself unless said, and only within one's reach; else `core.not_found`. */
export async function personOfSheet(
  ctx: Ctx,
  asked: string | undefined,
): Promise<{ id: string; name: string; teamId: string | null }> {
  const people = await listPeopleOfStore(ctx.tx, ctx.store.groupId, ctx.store.id)
  const me = ctx.actor.kind === 'system' ? undefined : personOf(ctx)
  const fallback = people.find((one) => one.id === me) ?? people.find((one) => one.isConsultant)
  const person = asked === undefined ? fallback : people.find((one) => one.id === asked)
  const scope = scopeOf(ctx, 'opportunities.read')
  if (!person || scope === undefined) throw coreError('core.not_found')
  const isVisible =
    person.id === me ||
    (scope === 'team'
      ? person.teamId !== null && person.teamId === ctx.actor.teamId
      : scope !== 'own')
  if (!isVisible) throw coreError('core.not_found')
  return person
}
