import { type App, runInStore, systemActor } from '#foundation/app.ts'
import type { Actor, Ctx, StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  findOperation,
  lockStoreRuns,
  moveOperation,
  noteFailure,
  noteProgress,
  type OperationRow,
  tryLockRun,
} from '#foundation/operations/operations.queries.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { AppError } from '#shared/errors.ts'
import { type ImportCounts, importError, importEvents } from '../../contracts/import.ts'
import { applyImport } from './apply-import.ts'
import { shownMapping } from './dry-run.ts'
import { openDraft, sealDraft } from './draft.ts'
import { keepLines } from './kept-lines.ts'
import { openFile } from './imports.service.ts'
import { readRegisterFile } from './read-register.ts'

const triesAgainstOthers = 5
const attemptsBeforeFailing = 3
const raced = new Set(['customers.phone_taken'])
const deadlocked = new Set(['40001', '40P01'])

/** Somebody cancelled the import: its transaction is given up. */
class ImportCancelled extends Error {}

/**
 * Runs a queued import, or one that a stopped process left behind. All of it is one transaction:
 * it is there as a whole or not at all, however the process ends. Progress and cancelling travel
 * on other connections. Runs side by side are harmless: the second sees the first one's lock.
 */
export async function runImport(app: App, store: StoreInfo, operationId: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(app, store, operationId)
    } catch (error) {
      if (error instanceof ImportCancelled) return
      const isRace =
        (error instanceof AppError && raced.has(error.code)) ||
        deadlocked.has((error as { code?: string }).code ?? '')
      if (isRace && attempt < triesAgainstOthers) continue
      if (await failed(app, store, operationId, error, isRace)) return
      throw error
    }
  }
}

async function runOnce(app: App, store: StoreInfo, operationId: string): Promise<void> {
  const actor = await starterOf(app, store, operationId)
  if (!actor) return
  await runInStore(
    app,
    store,
    async (ctx) => {
      if (!(await tryLockRun(ctx.tx, operationId))) return
      const row = await claim(app, store, operationId)
      if (!row) return
      await lockStoreRuns(ctx.tx, store.id)
      const draft = openDraft(ctx.vault, row.draft_sealed)
      const choices = draft?.choices ?? {}
      const register = await readRegisterFile(ctx, await openFile(ctx, operationId), choices)
      const counts = await applyImport(ctx, operationId, register, (done, total) =>
        tellProgress(app, store, operationId, done, total),
      )
      await keepLines(ctx, operationId, register)
      const report = draft?.report
        ? { ...draft.report, mapping: shownMapping(register.mapping), counts }
        : null
      await finish(ctx, operationId, counts, sealDraft(ctx, { choices, report }))
    },
    actor,
  )
}

/** The import is done in the name of whoever started it; undefined when it is not to be run. */
async function starterOf(
  app: App,
  store: StoreInfo,
  operationId: string,
): Promise<Actor | undefined> {
  return inStores(app.db, [store.id], async (tx) => {
    const row = await findOperation(tx, store.id, operationId)
    if (!row || !['queued', 'running'].includes(row.state)) return undefined
    const system = systemActor(store)
    if (!row.started_by) return system
    const names = await nameOfPeople(tx, store.groupId, [row.started_by])
    return {
      ...system,
      kind: 'person',
      personId: row.started_by,
      name: names.get(row.started_by) ?? '',
    }
  })
}

/** Marks the import as running, seen by everybody at once; undefined when it was cancelled. */
function claim(app: App, store: StoreInfo, id: string): Promise<OperationRow | undefined> {
  return inStores(app.db, [store.id], (tx) =>
    moveOperation(tx, store.id, id, ['queued', 'running'], {
      state: 'running',
      started_at: app.clock.now(),
      progress_done: 0,
    }),
  )
}

async function tellProgress(
  app: App,
  store: StoreInfo,
  id: string,
  done: number,
  total: number,
): Promise<void> {
  const runs = await runInStore(app, store, async (ctx) => {
    announce(ctx, { type: importEvents.progress, recordId: id, data: { done, total } })
    return noteProgress(ctx.tx, store.id, id, done, total)
  })
  if (!runs) throw new ImportCancelled()
}

async function finish(ctx: Ctx, id: string, counts: ImportCounts, draft: Buffer): Promise<void> {
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['running'], {
    state: 'done',
    finished_at: ctx.now,
    outcome: JSON.stringify({ counts }),
    draft_sealed: draft,
    error: null,
  })
  if (!moved) throw new ImportCancelled()
  audit(ctx, { action: 'import.done', recordType: 'operation', recordId: id, detail: { counts } })
  announce(ctx, { type: importEvents.finished, recordId: id, data: { state: 'done' } })
}

/** Notes a failure; true when the import is given up, false when it is worth another run. */
async function failed(
  app: App,
  store: StoreInfo,
  id: string,
  error: unknown,
  isRace: boolean,
): Promise<boolean> {
  const known = isRace ? importError('showroom.import_busy_store') : error
  const code = known instanceof AppError ? known.code : 'core.internal'
  app.log.error({ err: error, operation: id }, 'an import failed')
  return runInStore(app, store, async (ctx) => {
    const attempts = await noteFailure(ctx.tx, store.id, id, code)
    if (attempts === undefined) return true
    const isHopeless = known instanceof AppError || attempts >= attemptsBeforeFailing
    if (!isHopeless) return false
    await moveOperation(ctx.tx, store.id, id, ['queued', 'running'], {
      state: 'failed',
      finished_at: ctx.now,
    })
    audit(ctx, { action: 'import.failed', recordType: 'operation', recordId: id, detail: { code } })
    announce(ctx, { type: importEvents.finished, recordId: id, data: { state: 'failed' } })
    return true
  })
}
