import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { RunAs } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'

/** Path within the folder and size in bytes of every file that is copied. */
type Inventory = Record<string, number>

/**
 * Copies the native folder to a place that is open to the user the server runs as, once per
 * content. A copy already there is used only if it is ours, nobody else may write it, and
 * nothing is missing. Gives the path of the copied native folder.
 * @throws EmbeddedPostgresError binaries_unusable, with what went wrong at each place
 */
export function copyNative(
  native: string,
  completeLinks: (native: string) => void,
  runAs: RunAs | undefined,
): string {
  const inventory = takeInventory(native)
  const name = `keyuan-pg-${contentKey(native, inventory)}-${process.getuid?.() ?? 0}`
  const failures: string[] = []
  for (const place of new Set(['/var/tmp', os.tmpdir(), '/opt'])) {
    try {
      const copy = path.join(place, name)
      if (!isTrustworthy(copy, inventory)) makeCopy({ native, copy, inventory, completeLinks })
      checkThatItRuns(copy, runAs)
      return path.join(copy, 'native')
    } catch (error) {
      failures.push(`${place}: ${(error as Error).message}`)
    }
  }
  throw new EmbeddedPostgresError('binaries_unusable', {
    zh: `内置 PostgreSQL 的程序无法运行：${failures.join('；')}`,
    en: `The embedded PostgreSQL's programs cannot be run: ${failures.join('; ')}`,
  })
}

function takeInventory(native: string): Inventory {
  const inventory: Inventory = {}
  for (const entry of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && isNeeded(file)) {
      inventory[path.relative(native, file)] = statSync(file).size
    }
  }
  return inventory
}

/** Static libraries are for building programs, and a tenth of the folder. */
function isNeeded(file: string): boolean {
  return !file.endsWith('.a')
}

function contentKey(native: string, inventory: Inventory): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(inventory).sort()))
    .update(readFileSync(path.join(native, 'bin', 'postgres')))
    .digest('hex')
    .slice(0, 16)
}

function isTrustworthy(copy: string, inventory: Inventory): boolean {
  const folder = lstatSync(copy, { throwIfNoEntry: false })
  if (folder === undefined || !folder.isDirectory() || !isOursAlone(folder)) return false
  return Object.entries(inventory).every(([name, size]) => {
    const file = lstatSync(path.join(copy, 'native', name), { throwIfNoEntry: false })
    return file?.isFile() === true && file.size === size && isOursAlone(file)
  })
}

function isOursAlone(stat: Stats): boolean {
  return stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0
}

function makeCopy(task: {
  native: string
  copy: string
  inventory: Inventory
  completeLinks: (native: string) => void
}): void {
  const draft = mkdtempSync(`${task.copy}.`)
  try {
    const target = path.join(draft, 'native')
    cpSync(task.native, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => isNeeded(file),
    })
    task.completeLinks(target)
    openToReaders(draft)
    moveIntoPlace(draft, task.copy, task.inventory)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** The sticky bit tells systemd-tmpfiles not to clear the files away after thirty days. */
function openToReaders(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(file, 0o755)
    if (entry.isFile()) {
      const runs = path.basename(entry.parentPath) === 'bin' || entry.name.includes('.so')
      chmodSync(file, runs ? 0o1755 : 0o1644)
    }
  }
  chmodSync(folder, 0o755)
}

function moveIntoPlace(draft: string, copy: string, inventory: Inventory): void {
  const present = lstatSync(copy, { throwIfNoEntry: false })
  if (present !== undefined && present.uid !== process.getuid?.()) {
    throw new Error(`${copy} belongs to another user`)
  }
  const incomplete = present !== undefined && !isTrustworthy(copy, inventory)
  if (incomplete) {
    const aside = mkdtempSync(`${copy}.`)
    renameSync(copy, path.join(aside, 'replaced'))
    rmSync(aside, { recursive: true, force: true })
  }
  try {
    renameSync(draft, copy)
  } catch (error) {
    // Another start made the same copy at the same time: its copy is as good as ours.
    if (!isTrustworthy(copy, inventory)) throw error
  }
}

function checkThatItRuns(copy: string, runAs: RunAs | undefined): void {
  const postgres = path.join(copy, 'native', 'bin', 'postgres')
  const answer = spawnSync(postgres, ['--version'], { ...runAs, cwd: '/', encoding: 'utf8' })
  if (answer.status !== 0) throw answer.error ?? new Error(answer.stderr.trim())
}
