import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contract.ts'
import { readDeviceRecords } from './device-records.ts'
import { readKeptEntries } from './kept-entries.ts'
import { keepLateCard } from './late-collisions.ts'
import { applyOfflineEdit } from './offline-edits.ts'

export const offlineRoutes = [
  serve(contract.deviceClock, async (ctx) => ({ now: ctx.now.toISOString() })),
  serve(contract.deviceRecords, (ctx, { query }) => readDeviceRecords(ctx, query)),
  serve(contract.offlineEdit, (ctx, { body }) => applyOfflineEdit(ctx, body)),
  serve(contract.lateCollision, (ctx, { body }) => keepLateCard(ctx, body)),
  serve(contract.keptEntriesOf, (ctx, { params }) => readKeptEntries(ctx, params.id)),
]
