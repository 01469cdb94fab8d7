import type { Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import {
  assignReceiver,
  closeVisit,
  correctVisit,
  fileVisit,
  getUnfiledTotals,
  getVisit,
  identifyVisitor,
  listOpenVisits,
  listVisits,
  lookUpVisitor,
  openVisit,
  putUnfiledTotals,
  showroomError,
  withdrawVisit,
} from '../contract.ts'
import { closeDoorVisit, correctFields, withdrawDoorVisit } from './close-visit.ts'
import { fileDoorVisit } from './file-visit.ts'
import { openVisitAtDoor } from './open-visit.ts'
import { handVisitTo, identify } from './receivers.ts'
import { enterUnfiledTotals, readUnfiledTotals } from './unfiled-totals.ts'
import { lookUp } from './visitors.ts'
import { assertMayWorkOn, assertVersion } from './visits.policy.ts'
import { presentVisit } from './visits.present.ts'
import { lockVisit } from './visits.queries.ts'
import { readOpenVisits, readRegister, readVisit } from './visits.service.ts'

export const visitRoutes = [
  serve(openVisit, async (ctx, { body }) => presentVisit(ctx, await openVisitAtDoor(ctx, body))),
  serve(listOpenVisits, readOpenVisits),
  serve(listVisits, async (ctx, { query }) => readRegister(ctx, query)),
  serve(getVisit, async (ctx, { params }) => readVisit(ctx, params.id)),
  serve(assignReceiver, async (ctx, { params, body }) => {
    const visit = await loadOpen(ctx, params.id, body.version)
    return presentVisit(ctx, await handVisitTo(ctx, visit, body))
  }),
  serve(identifyVisitor, async (ctx, { params, body }) => {
    const visit = await loadOpen(ctx, params.id, body.version)
    return presentVisit(ctx, await identify(ctx, visit, body.customerId))
  }),
  serve(closeVisit, async (ctx, { params, body }) => {
    const visit = await load(ctx, params.id, body.version)
    return presentVisit(ctx, await closeDoorVisit(ctx, visit, body))
  }),
  serve(fileVisit, async (ctx, { params, body }) => {
    const visit = assertMayWorkOn(ctx, await lockVisit(ctx.tx, ctx.store.id, params.id))
    // Sent again after a lost answer: the card is there, and the visit is past the version sent.
    const isResent = body.card.id !== undefined && visit.opportunity_id === body.card.id
    if (!isResent) assertVersion(visit, body.version)
    const filed = await fileDoorVisit(ctx, visit, body.card, body.leftAt)
    return { visit: await presentVisit(ctx, filed.visit), card: filed.card }
  }),
  serve(correctVisit, async (ctx, { params, body }) => {
    const visit = await load(ctx, params.id, body.version)
    return presentVisit(ctx, await correctFields(ctx, visit, body))
  }),
  serve(withdrawVisit, async (ctx, { params, body }) => {
    await withdrawDoorVisit(ctx, await load(ctx, params.id, body.version), body.reason)
    return undefined
  }),
  serve(lookUpVisitor, async (ctx, { body }) => lookUp(ctx, body.text)),
  serve(getUnfiledTotals, async (ctx, { params, query }) =>
    readUnfiledTotals(ctx, params.day, query.receiverId),
  ),
  serve(putUnfiledTotals, async (ctx, { params, body }) =>
    enterUnfiledTotals(ctx, params.day, body),
  ),
]

/** A visit the person may work on, locked, as they saw it. */
async function load(ctx: Ctx, id: string, version: number) {
  const visit = assertMayWorkOn(ctx, await lockVisit(ctx.tx, ctx.store.id, id))
  assertVersion(visit, version)
  return visit
}

async function loadOpen(ctx: Ctx, id: string, version: number) {
  const visit = await load(ctx, id, version)
  if (visit.outcome !== 'open')
    throw showroomError('showroom.already_closed', { outcome: visit.outcome })
  return visit
}
