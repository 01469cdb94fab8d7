import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { encodeCursor } from '#shared/paging.ts'
import { readCursor } from './cursor.ts'
import { storesWithin } from './grants.ts'
import { keysOfQuery } from './name-keys.ts'
import { countPeople, listPeopleRows, type PeopleFilter } from './people.queries.ts'
import { presentPerson } from './person-record.ts'

/** A page of the staff of the stores the actor may see, by name. */
export async function listStaff(
  ctx: Ctx,
  query: {
    cursor?: string | undefined
    limit: number
    storeId?: number | undefined
    roleId?: string | undefined
    teamId?: string | undefined
    state: 'active' | 'left' | 'all'
    q?: string | undefined
  },
) {
  const visible = storesWithin(ctx.actor, 'people.read').map((store) => store.id)
  const filter: PeopleFilter = {
    groupId: ctx.actor.groupId,
    storeIds: query.storeId === undefined ? visible : visible.filter((id) => id === query.storeId),
    roleId: query.roleId,
    teamId: query.teamId,
    isActive: query.state === 'all' ? undefined : query.state === 'active',
    ...(query.q ? { keys: keysOfQuery(query.q), beginning: query.q.toLowerCase() } : {}),
  }
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const key = readCursor(query.cursor, today, ['string', 'uuid'])
  const after = key && { name: String(key[0]), id: String(key[1]) }
  const rows = await listPeopleRows(ctx.tx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(presentPerson),
    nextCursor:
      rows.length > query.limit && last ? encodeCursor([last.name, last.id], today) : null,
    total: after ? null : await countPeople(ctx.tx, filter),
  }
}
