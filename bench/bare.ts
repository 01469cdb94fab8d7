import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { uuidv7 } from '#shared/ids.ts'

export interface Statement {
  text: string
  values: readonly unknown[]
}

const folder = join(import.meta.dirname, 'statements')

/** The texts of a request as a reviewed file; says how the recording differs from it. */
export function compareWithFile(name: string, statements: Statement[]): string | undefined {
  const file = join(folder, `${name}.sql`)
  const text = `${statements.map((s) => s.text.trim()).join(';\n\n')};\n`
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
    return undefined
  }
  const kept = readFileSync(file, 'utf8')
  return kept === text
    ? undefined
    : `${name}: its statements are no longer those of bench/statements/${name}.sql`
}

/** Sends a request's statements bare through the driver; ids and hashes made by it are made anew each time. */
export function createReplay(pool: pg.Pool, statements: Statement[], madeSince: string) {
  const names = new Map(
    statements.map((s, i) => [
      s.text,
      `bare${i}-${statements.length}-${randomBytes(3).toString('hex')}`,
    ]),
  )
  return async (): Promise<void> => {
    const fresh = new Map<string, unknown>()
    const client = await pool.connect()
    try {
      for (const { text, values } of statements) {
        const given = values.map((v) => renew(v, fresh, madeSince))
        await (given.length === 0
          ? client.query(text)
          : client.query({ name: names.get(text) ?? text.slice(0, 60), text, values: given }))
      }
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Ids made after the recording began (UUIDv7 carries the time) and byte strings get new values. */
function renew(value: unknown, fresh: Map<string, unknown>, madeSince: string): unknown {
  if (typeof value === 'string')
    return value.replace(uuid, (id) =>
      id < madeSince ? id : String(remember(fresh, id, () => uuidv7())),
    )
  if (Buffer.isBuffer(value))
    return remember(fresh, value.toString('hex'), () => randomBytes(value.length))
  if (Array.isArray(value)) return value.map((item) => renew(item, fresh, madeSince))
  return value
}

function remember(fresh: Map<string, unknown>, key: string, make: () => unknown): unknown {
  if (!fresh.has(key)) fresh.set(key, make())
  return fresh.get(key)
}
