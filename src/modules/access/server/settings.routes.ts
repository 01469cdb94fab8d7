import { serve } from '#foundation/http/serve.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../contracts/api-keys.ts'
import { getAuditEntry, listAuditEntries } from '../contracts/audit.ts'
import { startFirstGroup, startGroup } from '../contracts/first-start.ts'
import { changeRole, createRole, deleteRole, listRoles } from '../contracts/roles.ts'
import {
  changeRegion,
  changeStore,
  changeTeam,
  createRegion,
  createStore,
  createTeam,
  deleteRegion,
  deleteTeam,
  listRegions,
  listStores,
  listTeams,
} from '../contracts/stores.ts'
import { listGroupKeys, makeApiKey, revokeKey } from './api-keys.service.ts'
import { getTrailEntry, listTrail } from './audit.service.ts'
import { addRegion, editRegion, listGroupRegions, removeRegion } from './regions.service.ts'
import { listRoleRows } from './roles.queries.ts'
import { addRole, editRole, presentRole, removeRole } from './roles.service.ts'
import { startFirstGroupWith, startOwnGroup } from './start-group.ts'
import { addStore, editStore, listManagedStores } from './stores.service.ts'
import { addTeam, editTeam, listVisibleTeams, removeTeam } from './teams.service.ts'

export const settingsRoutes = [
  serve(listRoles, async (ctx) => ({
    roles: (await listRoleRows(ctx.tx, ctx.actor.groupId)).map(presentRole),
  })),
  serve(createRole, async (ctx, { body }) => addRole(ctx, body)),
  serve(changeRole, async (ctx, { params, body }) => editRole(ctx, params.id, body)),
  serve(deleteRole, async (ctx, { params }) => {
    await removeRole(ctx, params.id)
    return undefined
  }),
  serve(listStores, async (ctx) => ({ stores: await listManagedStores(ctx) })),
  serve(createStore, async (ctx, { body }) => addStore(ctx, body)),
  serve(changeStore, async (ctx, { params, body }) => editStore(ctx, params.id, body)),
  serve(listRegions, async (ctx) => ({ regions: await listGroupRegions(ctx) })),
  serve(createRegion, async (ctx, { body }) => addRegion(ctx, body)),
  serve(changeRegion, async (ctx, { params, body }) => editRegion(ctx, params.id, body)),
  serve(deleteRegion, async (ctx, { params }) => {
    await removeRegion(ctx, params.id)
    return undefined
  }),
  serve(listTeams, async (ctx, { query }) => ({
    teams: await listVisibleTeams(ctx, query.storeId),
  })),
  serve(createTeam, async (ctx, { body }) => addTeam(ctx, body)),
  serve(changeTeam, async (ctx, { params, body }) => editTeam(ctx, params.id, body)),
  serve(deleteTeam, async (ctx, { params }) => {
    await removeTeam(ctx, params.id)
    return undefined
  }),
  serve(listApiKeys, async (ctx) => ({ keys: await listGroupKeys(ctx) })),
  serve(createApiKey, async (ctx, { body }) => makeApiKey(ctx, body)),
  serve(revokeApiKey, async (ctx, { params }) => revokeKey(ctx, params.id)),
  serve(listAuditEntries, async (ctx, { query }) => listTrail(ctx, query)),
  serve(getAuditEntry, async (ctx, { params }) => getTrailEntry(ctx, params.id)),
  serve(startGroup, async (ctx, { body }, wire) => startOwnGroup(ctx, wire, body)),
  serve(startFirstGroup, async (_ctx, { body }, wire) => startFirstGroupWith(wire, body)),
]
