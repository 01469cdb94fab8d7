import { setImmediate } from 'node:timers/promises'
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
import { importEvents } from '../contract.ts'
import { importError } from '../contracts/import-errors.ts'
import type { ImportCounts } from '../contracts/import-record.ts'
import { openDraft, sealDraft } from './draft.ts'
import { reportOf } from './dry-run.ts'
import { dropFile, dropLines, isAskedToStop, planForGrowingStore } from './imports.queries.ts'
import { kindOf } from './imports.service.ts'
import { keepLines } from './kept-lines.ts'
import { openStaged } from './staged-rows.ts'
import { createTally } from './tally.ts'

const tellEveryMs = 250
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
      if (error instanceof ImportCancelled)
        return await inStores(app.db, [store.id], (tx) => dropFile(tx, store.id, operationId))
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
      await planForGrowingStore(ctx.tx)
      await writeAll(app, ctx, row)
    },
    actor,
  )
}

/** Judges and writes portion by portion, from the staged rows. */
async function writeAll(app: App, ctx: Ctx, row: OperationRow): Promise<void> {
  const { id } = row
  const kind = kindOf(row)
  const choices = openDraft(ctx.vault, row.draft_sealed)?.choices ?? {}
  const progress = progressOf(app, ctx.store, id)
  const source = await openStaged(ctx, id)
  const opened = await kind.open(ctx, source, choices)
  const tally = createTally()
  await dropLines(ctx.tx, ctx.store.id, id)
  const run = { operationId: id, isStopped: progress.isStopped }
  for await (const { lines, done, total } of opened.lines(run)) {
    tally.add(lines)
    await keepLines(ctx, id, lines)
    await progress.tell(done, total)
    await setImmediate()
  }
  const report = {
    ...reportOf(ctx, kind, opened, choices, tally),
    sheet: source.sheet,
    otherSheets: [...source.otherSheets],
  }
  await finish(ctx, id, {
    counts: report.counts,
    wasStopped: progress.isStopped(),
    draft: sealDraft(ctx, { choices, report }),
  })
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

/** Tells how far an import is, on connections of its own, a few times a second at most. */
function progressOf(app: App, store: StoreInfo, id: string) {
  let toldAt = Number.NEGATIVE_INFINITY
  let hasToStop = false
  return {
    isStopped: () => hasToStop,
    tell: async (done: number, total: number): Promise<void> => {
      if (performance.now() - toldAt < tellEveryMs && done < total) return
      toldAt = performance.now()
      const runs = await runInStore(app, store, async (ctx) => {
        announce(ctx, { type: importEvents.progress, recordId: id, data: { done, total } })
        hasToStop = await isAskedToStop(ctx.tx, store.id, id)
        return noteProgress(ctx.tx, store.id, id, done, total)
      })
      if (!runs) throw new ImportCancelled()
    },
  }
}

async function finish(
  ctx: Ctx,
  id: string,
  done: { counts: ImportCounts; wasStopped: boolean; draft: Buffer },
): Promise<void> {
  const { counts, wasStopped, draft } = done
  const moved = await moveOperation(ctx.tx, ctx.store.id, id, ['running'], {
    state: 'done',
    finished_at: ctx.now,
    outcome: JSON.stringify({ counts, wasStopped }),
    draft_sealed: draft,
    error: null,
  })
  if (!moved) throw new ImportCancelled()
  audit(ctx, {
    action: 'import.done',
    recordType: 'operation',
    recordId: id,
    detail: { kind: moved.kind, counts, wasStopped },
  })
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
  const known = isRace ? importError('imports.busy_store') : error
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
