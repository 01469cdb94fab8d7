import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { killServerProcesses } from './server-processes.ts'
import type { PostgresSettings } from './settings.ts'
import { dataPaths } from './state-files.ts'
import type { SupervisorLog } from './supervisor.ts'

/** Settings for tests that need speed and no power cuts. */
export const fastSettings: PostgresSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'on',
  shared_buffers: '32MB',
}

/** A logger that says nothing. */
export const silentLog: SupervisorLog = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
}

/** A data directory inside a folder only its owner can enter; `remove` ends what still runs there. */
export function makeDataDir(): { dataDir: string; remove(): Promise<void> } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'keyuan-embedded-'))
  const dataDir = path.join(folder, 'data')
  return {
    dataDir,
    async remove() {
      await killServerProcesses(dataPaths(dataDir).cluster)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
