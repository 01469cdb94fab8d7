import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ctx } from '#foundation/ctx.ts'

const fileName = 'erasures.log'
let folder: string | undefined

export interface ErasureEntry {
  storeId: number
  customerId: string
  at: string
}

/** Where this installation keeps its log of erasures: beside the key, outside the database. */
export function keepErasuresIn(dataDir: string): void {
  folder = dataDir
}

/**
 * Notes who was erased outside the database, ids only, so that a backup from before can be brought
 * to the same state after it is restored.
 */
export async function noteErasure(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (folder === undefined || !existsSync(folder)) return
  const lines = ids.map((customerId) =>
    JSON.stringify({ storeId: ctx.store.id, customerId, at: ctx.now.toISOString() }),
  )
  appendFileSync(join(folder, fileName), `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
}

/** Every erasure noted, oldest first; nothing where none was. */
export function readErasures(dataDir: string): ErasureEntry[] {
  const file = join(dataDir, fileName)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ErasureEntry)
}
