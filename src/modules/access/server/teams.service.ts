import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { accessError } from '../contract.ts'
import type { Team } from '../contracts/stores.ts'
import { storesWithin } from './grants.ts'
import { managedStore } from './person-record.ts'
import {
  deleteTeamRow,
  findTeam,
  insertTeam,
  listTeamRows,
  renameTeam,
  type TeamRow,
} from './teams.queries.ts'

const presentTeam = (row: TeamRow): Team => ({
  id: row.id,
  storeId: row.store_id,
  name: row.name,
  people: row.people,
  version: row.version,
})

/** The teams of the stores the actor may see, or of one of them. */
export async function listVisibleTeams(ctx: Ctx, storeId: number | undefined): Promise<Team[]> {
  const visible = storesWithin(ctx.actor, 'people.read').map((store) => store.id)
  const asked = storeId === undefined ? visible : visible.filter((id) => id === storeId)
  return (await listTeamRows(ctx.tx, ctx.actor.groupId, asked)).map(presentTeam)
}

/** Adds a team to a store the actor manages; a resent id gives the team as it is now. */
export async function addTeam(
  ctx: Ctx,
  given: { id?: string | undefined; storeId: number; name: string },
): Promise<Team> {
  if (!managedStore(ctx, given.storeId)) throw coreError('core.not_found')
  const id = given.id ?? uuidv7()
  const isNew = await insertTeam(ctx.tx, {
    group_id: ctx.actor.groupId,
    id,
    store_id: given.storeId,
    name: given.name,
  })
  if (!isNew) return getManagedTeam(ctx, id)
  audit(ctx, {
    action: 'team.added',
    recordType: 'team',
    recordId: id,
    storeId: given.storeId,
    detail: { name: given.name },
  })
  return getManagedTeam(ctx, id)
}

/** Renames a team. Throws core.stale_version. */
export async function editTeam(
  ctx: Ctx,
  id: string,
  given: { version: number; name: string },
): Promise<Team> {
  const before = await getManagedTeam(ctx, id)
  const seen = { groupId: ctx.actor.groupId, id, version: given.version }
  if (!(await renameTeam(ctx.tx, seen, given.name)))
    throw coreError('core.stale_version', { current: before })
  audit(ctx, {
    action: 'team.changed',
    recordType: 'team',
    recordId: id,
    storeId: before.storeId,
    detail: { before: { name: before.name }, after: { name: given.name } },
  })
  return getManagedTeam(ctx, id)
}

/** Deletes a team nobody active is in. Throws access.team_in_use. */
export async function removeTeam(ctx: Ctx, id: string): Promise<void> {
  const team = await getManagedTeam(ctx, id)
  if (team.people > 0) throw accessError('access.team_in_use', { people: team.people })
  await deleteTeamRow(ctx.tx, ctx.actor.groupId, id)
  audit(ctx, {
    action: 'team.deleted',
    recordType: 'team',
    recordId: id,
    storeId: team.storeId,
    detail: { name: team.name },
  })
}

async function getManagedTeam(ctx: Ctx, id: string): Promise<Team> {
  const row = await findTeam(ctx.tx, ctx.actor.groupId, id)
  if (!row || !managedStore(ctx, row.store_id)) throw coreError('core.not_found')
  return presentTeam(row)
}
