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

/** Writes how PostgreSQL runs each statement on this data, beside the file of their texts. */
export async function writePlans(
  pool: pg.Pool,
  name: string,
  statements: Statement[],
): Promise<void> {
  const client = await pool.connect()
  const plans: string[] = []
  try {
    await client.query('begin')
    for (const { text, values } of statements) {
      if (/^\s*(begin|start|commit)/i.test(text)) continue
      if (/^\s*set /i.test(text)) {
        await client.query(text)
        continue
      }
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, [
        ...values,
      ])
      plans.push(`${text.trim()}\n\n${rows.map((r) => `  ${r['QUERY PLAN']}`).join('\n')}\n`)
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
  writeFileSync(join(folder, `${name}.plan.txt`), plans.join('\n'))
}

/** Sends a request's statements bare through the driver; ids and hashes made by it are made anew each time. */
export function createReplay(
  pool: pg.Pool,
  statements: Statement[],
  madeSince: string,
  rename: () => Map<string, unknown> = () => new Map(),
) {
  const names = new Map(
    statements.map((s, i) => [
      s.text,
      `bare${i}-${statements.length}-${randomBytes(3).toString('hex')}`,
    ]),
  )
  return async (): Promise<void> => {
    const fresh = rename()
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
      id < madeSince && !fresh.has(id) ? id : String(remember(fresh, id, () => uuidv7())),
    )
  // Hashes are unique; sealed values stay, so that the records made here can be opened.
  if (Buffer.isBuffer(value) && value.length <= 16)
    return remember(fresh, value.toString('hex'), () => randomBytes(value.length))
  if (Array.isArray(value)) return value.map((item) => renew(item, fresh, madeSince))
  return value
}

function remember(fresh: Map<string, unknown>, key: string, make: () => unknown): unknown {
  if (!fresh.has(key)) fresh.set(key, make())
  return fresh.get(key)
}
