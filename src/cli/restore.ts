import { createReadStream, existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type App, runInStore } from '#foundation/app.ts'
import { applyMigrations, migrationNames } from '#foundation/db/migrate.ts'
import { newClient } from '#foundation/db/client.ts'
import { likeParent, syncFolder } from '#foundation/embedded-postgres/state-files.ts'
import { createVault } from '#foundation/vault.ts'
import { eraseCustomer, readErasures } from '#modules/privacy/index.ts'
import { AppError } from '#shared/errors.ts'
import type { BackupHeader, TableHeader } from './backup.ts'
import {
  argument,
  type Command,
  type CommandSetting,
  existingFile,
  type Given,
  UsageError,
} from './command.ts'
import { openKey, passphraseOf } from './passphrase.ts'

const mostAttempts = 5
const stopFirst =
  '恢复会换密钥，请先停止服务。 This restore changes the key: stop the server first.'

const incomplete =
  '备份文件不完整或已损坏，什么都没有改变。 The backup is cut off or damaged; nothing was changed.'

interface RestoreResult {
  file: string
  createdAt: string
  tables: number
  keyReplaced: boolean
  /** People erased after the backup was made, erased anew. */
  erasedAgain: number
}

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FILE [--passphrase-file F]',
  summary: { zh: '用备份替换全部数据', en: 'Replaces everything with a backup' },
  options: { 'passphrase-file': { type: 'string' } },
  bringsKey: true,
  run: restore,
  print: (r: RestoreResult) => `${r.file} (${r.createdAt}): ${r.tables} tables`,
}

/**
 * Puts a backup in the place of all data, in one transaction: it is restored whole or not at all.
 * An older backup is brought up to this version. A key that does not fit is refused.
 */
async function restore(
  given: Given,
  { app, config, database }: CommandSetting,
): Promise<RestoreResult> {
  const file = existingFile(argument(given, 0, 'FILE'))
  const reader = new LineReader(file)
  const header = await readHeader(reader, file)
  const newer = header.migrations.filter((name) => !migrationNames().includes(name))
  if (newer.length > 0)
    throw new UsageError(
      `备份来自更新的版本。 The backup comes from a newer version: ${newer.join(', ')}`,
    )
  const key = keyFor(given, header, app.vault.fingerprint, { config, database })

  const client = newClient(database.ownerUrl)
  await client.connect()
  try {
    if (key) await assertNoServer(client)
    await clearGround(client)
    await applyMigrations(client, (name) => header.migrations.includes(name))
    const tables = await loadTables(client, reader)
    await client.query('update keyuan.installation set key_fingerprint = $1', [
      header.keyFingerprint,
    ])
    await applyMigrations(client, () => true)
    await forgetWhatIsOver(client, header.createdAt)
    await client.query('commit')
    if (key) replaceKeyFile(config.dataDir, key, app.clock.now())
    const erasedAgain = await repeatErasures(app, config.dataDir, header.createdAt)
    return {
      file,
      createdAt: header.createdAt,
      tables,
      keyReplaced: key !== undefined,
      erasedAgain,
    }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

/**
 * People who were erased after the backup was made must not come back with it: the log of erasures,
 * which lies beside the key, is followed (rules.md, As of, undo, erase).
 */
async function repeatErasures(app: App, dataDir: string, since: string): Promise<number> {
  let count = 0
  for (const { storeId, customerId, at } of readErasures(dataDir)) {
    if (at < since) continue
    const store = await app.findStore(app.db, storeId)
    if (!store) continue
    count += await runInStore(app, store, async (ctx) => {
      try {
        const reason = '恢复备份后重做 done again after a restore'
        await eraseCustomer(ctx, customerId, { reason }, { staysHere: true })
        return 1
      } catch (error) {
        if (error instanceof AppError) return 0
        throw error
      }
    })
  }
  return count
}

async function readHeader(reader: LineReader, file: string): Promise<BackupHeader> {
  try {
    const header = JSON.parse((await reader.next()) ?? '') as BackupHeader
    if (header.keyuanBackup === 1) return header
  } catch {
    // Falls through to the one sentence below.
  }
  throw new UsageError(`这不是客源的备份文件。 Not a Keyuan backup: ${file}`)
}

/** The key to install, when the backup belongs to another key than the one at hand. */
function keyFor(
  given: Given,
  header: BackupHeader,
  fingerprint: string,
  { config, database }: Pick<CommandSetting, 'config' | 'database'>,
): Buffer | undefined {
  if (header.keyFingerprint === fingerprint) return undefined
  if (!header.sealedKey || config.key)
    throw new UsageError(
      '备份是用另一把密钥加密的，请先放回原来的密钥。\nThe backup was sealed with another key; put that key in place first.',
    )
  const key = openKey(header.sealedKey, passphraseOf(given))
  if (createVault(key).fingerprint !== header.keyFingerprint)
    throw new UsageError('备份里的密钥与数据不符。 The key in the backup does not fit its data.')
  if (!config.databaseUrl && !database.embedded) throw new UsageError(stopFirst)
  return key
}

function replaceKeyFile(dataDir: string, key: Buffer, now: Date): void {
  const path = join(dataDir, 'keyuan.key')
  const draft = `${path}.restored`
  writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600, flush: true })
  likeParent(draft)
  if (existsSync(path)) renameSync(path, `${path}.before-${now.toISOString().replace(/[:.]/g, '')}`)
  renameSync(draft, path)
  syncFolder(dataDir)
}

/** Beside a server that keeps the old key, data of another one could not be read. */
async function assertNoServer(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from pg_stat_activity where datname = current_database() and application_name in ('keyuan-live', 'keyuan-jobs')`,
  )
  if (rowCount) throw new UsageError(stopFirst)
}

/** Begins the transaction and empties the schema; requests of a running server may be in the way once or twice. */
async function clearGround(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await client.query('begin')
    try {
      await client.query('drop schema keyuan cascade')
      return
    } catch (error) {
      await client.query('rollback')
      if ((error as { code?: string }).code !== '40P01' || attempt === mostAttempts) throw error
    }
  }
}

/**
 * Sessions and one-time links of then no longer count. Jobs of the data that was replaced are
 * dropped; events handed on shortly before the backup are handed on again, so that a job that was
 * waiting then is made anew (listeners and jobs are idempotent).
 */
async function forgetWhatIsOver(client: pg.Client, createdAt: string): Promise<void> {
  await client.query('delete from keyuan.sessions')
  await client.query('delete from keyuan.one_time_links')
  await client.query(
    `update keyuan.events set handled_at = null, attempts = 0
      where handled_at > $1::timestamptz - interval '1 hour'`,
    [createdAt],
  )
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('keyuan_jobs.job') is not null as there",
  )
  if (rows[0]?.there)
    await client.query(
      `delete from keyuan_jobs.job where state in ('created', 'retry') and data ? 'storeId'`,
    )
}

async function loadTables(client: pg.Client, reader: LineReader): Promise<number> {
  for (let count = 0; ; count += 1) {
    const line = await reader.next()
    if (line === undefined) throw new UsageError(incomplete)
    const section = JSON.parse(line) as TableHeader & { end?: true }
    if (section.end) return count
    const table = `keyuan.${pg.escapeIdentifier(section.table)}`
    const columns = section.columns.map((c) => pg.escapeIdentifier(c)).join(', ')
    await client.query(`delete from ${table}`)
    await pipeline(
      Readable.from(reader.section()),
      client.query(copyFrom(`copy ${table} (${columns}) from stdin`)),
    )
  }
}

/** What gunzip says of a file that ends too early or was changed. */
function cutOff(error: Error & { code?: string }): never {
  throw error.code?.startsWith('Z_') ? new UsageError(incomplete) : error
}

/** Reads a gzipped file line by line; `section` gives the raw rows up to the line `\.`. */
class LineReader {
  #chunks: AsyncIterator<Buffer>
  #rest = Buffer.alloc(0)

  constructor(file: string) {
    const source = createReadStream(file)
    const gunzip = createGunzip()
    source.on('error', (error) => gunzip.destroy(error))
    source.pipe(gunzip)
    this.#chunks = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next().catch(cutOff)
    if (done) return false
    this.#rest = Buffer.concat([this.#rest, value])
    return true
  }

  async next(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(10)
      if (end !== -1) {
        const line = this.#rest.subarray(0, end).toString('utf8')
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      if (!(await this.#more())) return undefined
    }
  }

  async *section(): AsyncGenerator<Buffer> {
    const mark = Buffer.from('\\.\n')
    for (;;) {
      if (this.#rest.subarray(0, 3).equals(mark)) {
        this.#rest = this.#rest.subarray(3)
        return
      }
      const at = this.#rest.indexOf('\n\\.\n')
      const whole = at === -1 ? this.#rest.lastIndexOf(10) + 1 : at + 1
      if (whole > 0) {
        yield this.#rest.subarray(0, whole)
        this.#rest = this.#rest.subarray(whole)
      } else if (!(await this.#more())) throw new UsageError(incomplete)
    }
  }
}
