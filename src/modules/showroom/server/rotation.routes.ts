import { serve } from '#foundation/http/serve.ts'
import { getRotation, placeInRotation } from '../contract.ts'
import {
  askLeave,
  decideLeave,
  getRotationLog,
  listLeaves,
  listRotationCandidates,
  listSkills,
  putSkills,
  withdrawLeave,
} from '../contracts/rotation.ts'
import { changePlace } from './change-place.ts'
import { decide, enterLeave, readLeaves, takeBackLeave } from './leaves.ts'
import { readRotation } from './rotation.ts'
import { readRotationLog } from './rotation-log.ts'
import { changeSkills, readSkills } from './skills.ts'
import { listCandidates } from './standings.ts'

export const rotationRoutes = [
  serve(getRotation, (ctx, { query }) => readRotation(ctx, query)),
  serve(placeInRotation, async (ctx, { params, body }) => {
    await changePlace(ctx, params.personId, body)
    return readRotation(ctx)
  }),
  serve(listRotationCandidates, async (ctx) => ({ items: await listCandidates(ctx) })),
  serve(listSkills, readSkills),
  serve(putSkills, (ctx, { params, body }) => changeSkills(ctx, params.personId, body)),
  serve(listLeaves, (ctx, { query }) => readLeaves(ctx, query)),
  serve(askLeave, (ctx, { body }) => enterLeave(ctx, body)),
  serve(decideLeave, (ctx, { params, body }) => decide(ctx, params.id, body)),
  serve(withdrawLeave, (ctx, { params, body }) => takeBackLeave(ctx, params.id, body.version)),
  serve(getRotationLog, (ctx, { params }) => readRotationLog(ctx, params.day)),
]
