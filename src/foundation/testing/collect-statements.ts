import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../../.cache/statements')
const seen = new Set<string>()

/** Notes a SQL text that a test ran; the scale check reads them all after the tests. */
export function collectStatement(text: string): void {
  seen.add(text)
}

/** Writes what this process has seen; called when a test app closes. */
export function writeStatements(): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `${process.pid}-${process.env.VITEST_WORKER_ID ?? 0}.json`),
    JSON.stringify([...seen]),
  )
}
