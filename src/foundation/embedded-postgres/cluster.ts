import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import type { Binaries, RunAs } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { spawnOpened } from './spawn-opened.ts'
import {
  type DataPaths,
  likeParent,
  readIfThere,
  syncFolder,
  writePrivateFile,
} from './state-files.ts'

/** PostgreSQL refuses root; the kernel's overflow user ("nobody") exists without any useradd. */
const NOBODY: RunAs = { uid: 65534, gid: 65534 }
const MAJOR_VERSION = '18'

/**
 * The user PostgreSQL must run as: undefined for the present one. Root hands over to whoever
 * owns the cluster already, else to nobody.
 */
export function chooseUser(paths: DataPaths): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(paths.cluster, { throwIfNoEntry: false })
  return owner === undefined || owner.uid === 0 ? NOBODY : { uid: owner.uid, gid: owner.gid }
}

/**
 * Makes the cluster with initdb unless it is there: UTF-8, sorted by code point, Chinese letters
 * known as letters, one superuser `postgres` with a random password. Whole or not at all.
 * @throws EmbeddedPostgresError initdb_failed, version_mismatch, data_directory_unusable
 */
export async function ensureCluster(
  paths: DataPaths,
  binaries: Binaries,
  runAs: RunAs | undefined,
): Promise<void> {
  for (const name of readdirSync(paths.home)) {
    if (name.startsWith('cluster.draft-')) rmSync(path.join(paths.home, name), { recursive: true })
  }
  if (!existsSync(paths.cluster)) {
    await makeCluster(paths, binaries, runAs)
    return
  }
  const version = readIfThere(path.join(paths.cluster, 'PG_VERSION'))?.trim()
  if (version !== MAJOR_VERSION) {
    throw new EmbeddedPostgresError('version_mismatch', {
      zh: `${paths.cluster} 是 PostgreSQL ${version ?? '?'} 的数据，内置的是 ${MAJOR_VERSION}。请用旧版本备份后再恢复。`,
      en: `${paths.cluster} holds data of PostgreSQL ${version ?? '?'}, the embedded one is ${MAJOR_VERSION}. Back up with the old release and restore.`,
    })
  }
  if (!existsSync(paths.password)) {
    throw new EmbeddedPostgresError('data_directory_unusable', {
      zh: `缺少 ${paths.password}，无法登录 ${paths.cluster}。`,
      en: `${paths.password} is missing, so there is no way into ${paths.cluster}.`,
    })
  }
}

async function makeCluster(
  paths: DataPaths,
  binaries: Binaries,
  runAs: RunAs | undefined,
): Promise<void> {
  const draft = mkdtempSync(path.join(paths.home, 'cluster.draft-'))
  const cluster = path.join(draft, 'cluster')
  const passwordDraft = path.join(draft, 'password')
  mkdirSync(cluster, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  writePrivateFile(passwordDraft, `${password}\n`)
  for (const entry of [cluster, passwordDraft]) {
    if (runAs === undefined) likeParent(entry)
    else chownSync(entry, runAs.uid, runAs.gid)
  }
  const failures: string[] = []
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    const failure = await tryInitdb({ cluster, passwordDraft, locale, binaries, runAs })
    if (failure === undefined) {
      // The password first: a cluster without it could never be entered again.
      writePrivateFile(paths.password, `${password}\n`)
      renameSync(cluster, paths.cluster)
      syncFolder(paths.home)
      rmSync(draft, { recursive: true, force: true })
      return
    }
    failures.push(failure)
    for (const name of readdirSync(cluster)) {
      rmSync(path.join(cluster, name), { recursive: true, force: true })
    }
  }
  rmSync(draft, { recursive: true, force: true })
  throw new EmbeddedPostgresError('initdb_failed', {
    zh: `无法建立数据库：${failures[0]}`,
    en: `The database cannot be made: ${failures[0]}`,
  })
}

/** Undefined on success, else initdb's own words. */
async function tryInitdb(task: {
  cluster: string
  passwordDraft: string
  locale: string
  binaries: Binaries
  runAs: RunAs | undefined
}): Promise<string | undefined> {
  const child = spawnOpened(task.binaries.initdb, {
    opened: [task.cluster, task.passwordDraft],
    runAs: task.runAs,
    args: ([cluster, password]) => [
      `--pgdata=${cluster}`,
      `--pwfile=${password}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorting by code point never changes with the system's libraries, so indexes stay valid.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${task.locale}`,
      '--lc-messages=C',
      '--no-instructions',
    ],
  })
  let words = ''
  child.stdout?.on('data', (chunk: Buffer) => (words += chunk))
  child.stderr?.on('data', (chunk: Buffer) => (words += chunk))
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return code === 0 ? undefined : words.trim().split('\n').slice(-6).join('\n')
  } catch (error) {
    return (error as Error).message
  }
}
