import { z } from 'zod'
import { runInStore } from '#foundation/app.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import type { Job, Timer } from '#foundation/module.ts'
import { tryLockRun } from '#foundation/operations/operations.queries.ts'
import { importEvents } from '../contract.ts'
import { dropFile, listOldFiles, listUnfinished } from './imports.queries.ts'
import { runImport } from './run-import.ts'
import { exportKind } from './store-exports.ts'

const payloadSchema = z.object({})
const daysKept = 30
const patienceMs = 60_000

export const importJob: Job<z.infer<typeof payloadSchema>> = {
  name: 'imports-run',
  event: importEvents.requested,
  schema: payloadSchema,
  run: (app, store, _payload, event) => runImport(app, store, event.recordId),
}

/** Imports and exports that nobody runs although they were asked for: their process was killed. */
export const resumeImportsTimer: Timer = {
  name: 'imports-resume',
  cron: '* * * * *',
  run: (app, store) =>
    runInStore(app, store, async (ctx) => {
      const before = new Date(ctx.now.getTime() - patienceMs)
      for (const { id, kind } of await listUnfinished(ctx, before))
        if (await tryLockRun(ctx.tx, id))
          announce(ctx, {
            type: kind === exportKind ? importEvents.exportRequested : importEvents.requested,
            recordId: id,
          })
    }),
}

/** Uploaded files and refused lines go after 30 days (rules.md, As of, undo, erase). */
export const dropImportFilesTimer: Timer = {
  name: 'imports-drop-files',
  cron: '40 19 * * *',
  run: (app, store) =>
    inStores(app.db, [store.id], async (tx) => {
      const before = new Date(app.clock.now().getTime() - daysKept * 86_400_000)
      for (const id of await listOldFiles(tx, store.id, before)) await dropFile(tx, store.id, id)
    }),
}
