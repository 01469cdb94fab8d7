import { closeSync, createWriteStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { newClient } from '#foundation/db/client.ts'
import { loadKey } from '#foundation/vault.ts'
import {
  argument,
  type Command,
  type CommandSetting,
  type Given,
  pathOf,
  UsageError,
} from './command.ts'
import { passphraseOf, sealKey } from './passphrase.ts'

/** The first line of a backup file. */
export interface BackupHeader {
  keyuanBackup: 1
  createdAt: string
  migrations: string[]
  keyFingerprint: string
  /** The installation's key, sealed with a passphrase; absent with --without-key. */
  sealedKey?: string
}

export interface TableHeader {
  table: string
  columns: string[]
}

interface BackupResult {
  file: string
  tables: number
  bytes: number
  withKey: boolean
}

export const backupCommand: Command = {
  name: 'backup',
  usage: 'backup FILE [--passphrase-file F | --without-key]',
  summary: { zh: '备份全部数据', en: 'Backs everything up into one file' },
  options: { 'passphrase-file': { type: 'string' }, 'without-key': { type: 'boolean' } },
  run: backUp,
  print: (r: BackupResult) => `${r.file}: ${r.tables} tables, ${r.bytes} bytes`,
}

/**
 * Writes every table as of one moment into one gzipped file: a header line, then per table a line
 * and its rows as COPY text. Needs no client tools. The file appears only when it is complete.
 */
async function backUp(
  given: Given,
  { app, config, database, say }: CommandSetting,
): Promise<BackupResult> {
  const file = pathOf(argument(given, 0, 'FILE'))
  const withKey = given.options['without-key'] !== true
  if (!withKey)
    say(
      '注意：备份不含密钥，没有原密钥无法恢复号码。\nMind: without its key, numbers in this backup cannot be read.',
    )
  const sealed = withKey
    ? { sealedKey: sealKey(loadKey(config.dataDir, config.key), passphraseOf(given)) }
    : {}
  const client = newClient(database.ownerUrl)
  const part = `${file}.${process.pid}.part`
  const descriptor = openForWriting(part)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await listTables(client)
    const header: BackupHeader = {
      keyuanBackup: 1,
      createdAt: app.clock.now().toISOString(),
      migrations: (
        await client.query<{ name: string }>('select name from keyuan.migrations order by name')
      ).rows.map((r) => r.name),
      keyFingerprint: app.vault.fingerprint,
      ...sealed,
    }
    const sink = createWriteStream(part, { fd: descriptor, autoClose: false })
    await pipeline(content(client, header, tables), createGzip({ level: 6 }), sink)
    fsyncSync(descriptor)
    renameSync(part, file)
    return { file, tables: tables.length, bytes: sink.bytesWritten, withKey }
  } finally {
    closeSync(descriptor)
    rmSync(part, { force: true })
    await client.end()
  }
}

function openForWriting(part: string): number {
  try {
    return openSync(part, 'wx', 0o600)
  } catch (error) {
    const reason = (error as Error).message
    throw new UsageError(`无法写入备份文件：${reason} The backup cannot be written: ${reason}`)
  }
}

async function* content(
  client: pg.Client,
  header: BackupHeader,
  tables: TableHeader[],
): AsyncGenerator<Buffer | string> {
  yield `${JSON.stringify(header)}\n`
  for (const table of tables) {
    yield `${JSON.stringify(table)}\n`
    const columns = table.columns.map((c) => pg.escapeIdentifier(c)).join(', ')
    const rows = client.query(
      copyTo(`copy (select ${columns} from keyuan.${pg.escapeIdentifier(table.table)}) to stdout`),
    )
    for await (const chunk of rows) yield chunk as Buffer
    yield '\\.\n'
  }
  yield `${JSON.stringify({ end: true })}\n`
}

/**
 * Every table of the product and its stored columns, a table after those it refers to: the rows
 * are put back in this order, without leave to suspend foreign keys.
 */
async function listTables(client: pg.Client): Promise<TableHeader[]> {
  const { rows } = await client.query<TableHeader & { refers: string[] }>(
    `select c.relname as table,
            (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
            (select coalesce(array_agg(distinct f.confrelid::regclass::text), '{}') from pg_constraint f
              where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid) as refers
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'keyuan' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migrations'
      order by c.relname`,
  )
  const ordered: TableHeader[] = []
  const place = ({ table, columns, refers }: (typeof rows)[number]): void => {
    if (ordered.some((t) => t.table === table)) return
    for (const name of refers.map((r) => r.replace(/^keyuan\./, '')))
      for (const row of rows) if (row.table === name) place(row)
    ordered.push({ table, columns })
  }
  for (const row of rows) place(row)
  return ordered
}
