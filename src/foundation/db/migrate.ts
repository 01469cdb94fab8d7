import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import { newClient } from './client.ts'
import { splitStatements } from './statements.ts'

const folder = new URL('../../../db/migrations/', import.meta.url)
const lockNumber = 7_120_443

export interface MigrationResult {
  applied: string[]
  total: number
}

/** Every migration's name, in the one global order. */
export function migrationNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
}

/**
 * Brings a database up to the newest migration, each in its own transaction, one process at a time.
 * `url` connects as the owner. Throws when the server is too old or not in UTF-8.
 */
export async function migrate(url: string): Promise<MigrationResult> {
  const client = newClient(url)
  await client.connect()
  try {
    await checkServer(client)
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    await prepareGround(client)
    const done = await appliedNames(client)
    const applied: string[] = []
    for (const name of migrationNames()) {
      if (done.has(name)) continue
      await client.query('begin')
      try {
        await applyMigration(client, name)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
      applied.push(name)
    }
    return { applied, total: done.size + applied.length }
  } finally {
    await client.end()
  }
}

/** Applies the missing migrations that `wanted` names, within the caller's transaction. */
export async function applyMigrations(
  client: pg.Client,
  wanted: (name: string) => boolean,
): Promise<void> {
  await prepareGround(client)
  const done = await appliedNames(client)
  for (const name of migrationNames())
    if (wanted(name) && !done.has(name)) await applyMigration(client, name)
}

async function appliedNames(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('select name from keyuan.migrations')
  return new Set(rows.map((r) => r.name))
}

async function applyMigration(client: pg.Client, name: string): Promise<void> {
  try {
    for (const statement of splitStatements(readFileSync(new URL(name, folder), 'utf8')))
      await client.query(statement)
  } catch (error) {
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
  await client.query('insert into keyuan.migrations (name, applied_at) values ($1, now())', [name])
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; lower: string }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('server_encoding') as encoding, lower('É') as lower`,
  )
  const server = rows[0]
  if (!server || server.version < 150_000)
    throw new Error('PostgreSQL 15 or newer is needed / 需要 PostgreSQL 15 或更新的版本')
  if (server.encoding !== 'UTF8' || server.lower !== 'é')
    throw new Error(
      'The database must use UTF-8 with a UTF-8 locale (for example C.UTF-8) / 数据库必须使用 UTF-8 编码与区域设置',
    )
}

async function prepareGround(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = 'keyuan_app'")
  if (rowCount === 0) {
    try {
      await client.query('create role keyuan_app nologin nosuperuser nobypassrls')
    } catch (error) {
      // Another database of the same server may have made it meanwhile.
      if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error
    }
  }
  // Where the database's administrator granted it beforehand, we may not be allowed to. From 16 on
  // whoever made a role belongs to it, but may act as it only once that is granted too.
  const { rows } = await client.query<{ ok: boolean }>(
    `select pg_has_role(current_user, 'keyuan_app',
       case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end) as ok`,
  )
  if (!rows[0]?.ok) await client.query('grant keyuan_app to current_user')
  await client.query('create schema if not exists keyuan')
  await client.query(
    'create table if not exists keyuan.migrations (name text primary key, applied_at timestamptz not null)',
  )
  await client.query('set search_path = keyuan, public')
}
