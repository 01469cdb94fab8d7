import type { Actor } from '#foundation/ctx.ts'
import type { Tx } from '#foundation/db/database.ts'
import { coreError } from '#shared/errors.ts'
import type { Session } from '../contract.ts'
import { findGroup, findPersonCard, listRolesOf } from './people.queries.ts'

/** What the browser needs to know of the person who is logged in. */
export async function presentSession(tx: Tx, actor: Actor): Promise<Session> {
  const personId = actor.personId as string
  const group = await findGroup(tx, actor.groupId)
  const person = await findPersonCard(tx, actor.groupId, personId)
  if (!group || !person) throw coreError('core.unauthenticated')
  return {
    person: { id: personId, name: person.name, login: person.login, locale: actor.locale },
    group: { id: group.id, name: group.name, nameEn: group.name_en, isDemo: group.is_demo },
    homeStoreId: actor.homeStoreId,
    stores: actor.stores,
    roles: await listRolesOf(tx, actor.groupId, personId),
    grants: actor.grants,
  }
}
