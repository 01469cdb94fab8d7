import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from './connection.ts'
import { DataDirectoryInUse } from './errors.ts'
import { isAlive } from './process-identity.ts'
import { findRunningPostgres } from './running-postgres.ts'
import { findServerProcesses } from './server-processes.ts'
import { dataPaths, readIfThere } from './state-files.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './supervisor.ts'
import { fastSettings, makeDataDir, silentLog } from './testing.ts'

let place: ReturnType<typeof makeDataDir>
const servers: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  place = makeDataDir()
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  await place.remove()
})

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('serves on loopback only, knows Chinese letters and sorts by pinyin', async () => {
    const server = await start()
    expect(await createDatabase(server.superuserUrl, 'keyuan')).toBe(true)
    expect(await createDatabase(server.superuserUrl, 'keyuan')).toBe(false)
    const url = server.databaseUrl('keyuan')
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1')
    expect(await ask(url, 'show server_encoding')).toBe('UTF8')
    expect(await ask(url, "select '客源' ~ '^\\w+$'")).toBe(true)
    const sorted = `select string_agg(n, '' order by n collate "zh-Hans-x-icu") from unnest('{王,张,李}'::text[]) n`
    expect(await ask(url, sorted)).toBe('李王张')
    await ask(url, 'create extension pg_trgm')
    expect(await ask(url, "select cardinality(show_trgm('张三丰'))")).toBe(4)
  })

  it('lets nobody in without the password, which only the owner can read', async () => {
    const server = await start()
    const stranger = server.superuserUrl.replace(/:[^:@]+@/, ':guess@')
    await expect(ask(stranger, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    const { password, runtime } = dataPaths(place.dataDir)
    expect(statSync(password).mode & 0o777).toBe(0o600)
    expect(statSync(runtime).mode & 0o777).toBe(0o600)
  })

  it('stops cleanly and continues with the same data on the same port', async () => {
    const first = await start()
    await ask(first.superuserUrl, 'create table kept as select 7 as n')
    const { pid, port } = first
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    expect(findServerProcesses(dataPaths(place.dataDir).cluster)).toEqual([])
    const second = await start()
    expect(second.port).toBe(port)
    expect(await ask(second.superuserUrl, 'select n from kept')).toBe(7)
  })

  it('comes back by itself when it is killed under write load, with every acknowledged write', async () => {
    const ends: unknown[] = []
    const server = await start({ onExit: (end) => ends.push(end) })
    await ask(server.superuserUrl, 'create table written (n int primary key)')
    const load = writeWithoutPause(server.superuserUrl)
    for (let round = 1; round <= 3; round += 1) {
      const { pid } = server
      const before = load.acknowledged.length
      await until(() => load.acknowledged.length > before + 50)
      process.kill(pid, 'SIGKILL')
      await until(() => server.pid !== 0 && server.pid !== pid)
      expect(ends).toHaveLength(round)
    }
    await load.finish()
    const rows = await query(server.superuserUrl, 'select n from written')
    const found = new Set(rows.map((row) => row.n))
    expect(load.acknowledged.filter((n) => !found.has(n))).toEqual([])
    expect(load.acknowledged.length).toBeGreaterThan(150)
  })

  it('refuses a second start on the same data, names the holder, and leaves it undisturbed', async () => {
    const holder = await startInOwnProcess()
    const refusal = await start().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DataDirectoryInUse)
    expect(refusal).toMatchObject({ pid: holder.child.pid, address: 'http://localhost:3000' })
    expect(String(refusal)).toMatch(/正在被进程[\s\S]*is in use/)
    expect(await ask(holder.url, 'select 1')).toBe(1)
    expect(isAlive(holder.pid)).toBe(true)
  })

  it('tells a command beside it where it runs, and nothing once it is gone', async () => {
    expect(await findRunningPostgres(place.dataDir)).toBeUndefined()
    const holder = await startInOwnProcess()
    expect(await findRunningPostgres(place.dataDir)).toBe(holder.url)
    holder.child.kill('SIGTERM')
    await once(holder.child, 'exit')
    expect(await findRunningPostgres(place.dataDir)).toBeUndefined()
  })

  it('starts again after the whole server was killed, and the left-over PostgreSQL is gone', async () => {
    const holder = await startInOwnProcess()
    await ask(holder.url, 'create table kept as select 7 as n')
    holder.child.kill('SIGKILL')
    await once(holder.child, 'exit')
    expect(isAlive(holder.pid)).toBe(true)
    const next = await start()
    expect(next.superuserUrl).toBe(holder.url)
    expect(isAlive(holder.pid)).toBe(false)
    expect(await ask(next.superuserUrl, 'select n from kept')).toBe(7)
  })

  it('waits for a holder that is shutting down', async () => {
    const holder = await startInOwnProcess()
    holder.child.kill('SIGTERM')
    await until(() => {
      const lock = readIfThere(dataPaths(place.dataDir).lock)
      return lock === undefined || lock.includes('"stopping":true')
    })
    const next = await start()
    expect(await ask(next.superuserUrl, 'select 1')).toBe(1)
  })

  it('does not believe a lock whose process number belongs to somebody else by now', async () => {
    const first = await start()
    await first.stop()
    const { lock } = dataPaths(place.dataDir)
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, startedAt: 'another time' }))
    const second = await start()
    expect(await ask(second.superuserUrl, 'select 1')).toBe(1)
  })

  it('runs as an unprivileged user when root starts it in a folder only root can enter', async () => {
    const server = await start()
    const folder = statSync(path.dirname(place.dataDir))
    expect(folder.mode & 0o777).toBe(0o700)
    if (process.getuid?.() !== 0 || process.platform !== 'linux') return
    expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\t65534/m)
  })
})

async function start(
  more: { onExit?: (end: { code: number | null; signal: string | null }) => void } = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDir: place.dataDir,
    log: silentLog,
    settings: fastSettings,
    ...more,
  })
  servers.push(server)
  return server
}

async function startInOwnProcess(): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const child = fork(path.join(import.meta.dirname, 'holding-process.ts'), [place.dataDir], {
    execArgv: [],
  })
  children.push(child)
  const [message] = (await once(child, 'message')) as [{ pid: number; url: string }]
  return { child, ...message }
}

/** Inserts one number after the other, each in a transaction, connecting anew when cut off. */
function writeWithoutPause(url: string): { acknowledged: number[]; finish(): Promise<void> } {
  const acknowledged: number[] = []
  let going = true
  const work = async () => {
    for (let n = 0; going; ) {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      try {
        await client.connect()
        for (; going; n += 1) {
          await client.query('insert into written values ($1) on conflict do nothing', [n])
          acknowledged.push(n)
        }
      } catch {
        await sleep(20)
      } finally {
        await client.end().catch(() => {})
      }
    }
  }
  const done = work()
  return {
    acknowledged,
    async finish() {
      going = false
      await done
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10)
}

async function query(url: string, sql: string): Promise<Array<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

async function ask(url: string, sql: string): Promise<unknown> {
  const [row] = await query(url, sql)
  return row === undefined ? undefined : Object.values(row)[0]
}
