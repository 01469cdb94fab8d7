import { sql } from 'kysely'
import { z } from 'zod'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import type { AnyRoute } from '#shared/contract.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { modules } from '../../src/modules.ts'
import type { TestApp } from '../../src/testing.ts'
import { send } from '../routes/sample-input.ts'

// Whatever the product lets do with what numbers are counted from: every changing route, with ids of
// records that are there, at the version they are at.

export type Chance = (below: number) => number

/** Chance from a seed, so that a failing run is found again. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export const pick = <T>(chance: Chance, list: readonly T[]): T => list[chance(list.length)] as T

const roots =
  /^\/api\/(customers|merges|opportunities|card-(?!machine)|hand-overs|pool|visits|unfiled-totals|leads|lead-assignments|losses|quotes|quote-approvals|orders|demo-cars|test-drives|options|series|models|operations|appointments|share-outs|duplicates|trade-ins|teams|win)/
const withoutSense = /reveal|attachments|photos|scan|relations|import|comments|tasks|trade-ins/

/** The changing routes of everything that is counted or counted by. */
export const verbs: readonly AnyRoute[] = modules
  .flatMap((one) => (one.routes ?? []).map((route) => route.contract))
  .filter(({ method, path }) => method !== 'GET' && roots.test(path) && !withoutSense.test(path))
  .filter(({ upload, response }) => !upload && response !== 'stream')

/** Those that change what is counted, tried more often. */
export const countedVerbs = verbs.filter(({ path }) =>
  /visits|orders|leads|loss|quotes|test-drives|demo-cars|needs|hand-overs|operations|card-edits|customers\/:id$|opportunities\/:id(\/(owner|termination|suspension))?$/.test(
    path,
  ),
)

/** Which table the `:id` of a path is of. */
const tableOfPath: Record<string, string> = {
  customers: 'customers',
  opportunities: 'opportunities',
  losses: 'opportunities',
  visits: 'visits',
  leads: 'leads',
  quotes: 'quotes',
  orders: 'orders',
  operations: 'operations',
  merges: 'operations',
  appointments: 'appointments',
  'demo-cars': 'demo_cars',
  'test-drives': 'test_drives',
  'card-approvals': 'opportunity_approvals',
  'quote-approvals': 'quote_approvals',
}
/** Which records the ids in a body are of, by their names. */
const tableOfName: readonly [RegExp, string][] = [
  [/customer|kept|gone|referrer/i, 'customers'],
  [/^cardIds?$|opportunity/i, 'opportunities'],
  [/^leadIds?$/, 'leads'],
  [/quoteId/, 'quotes'],
  [/carId/, 'demo_cars'],
  [/visitId/, 'visits'],
]

export interface Place {
  kit: TestApp
  store: StoreInfo
  /** Ids of the group by what they are of: people, series, models, and options by their kind. */
  known: Record<string, readonly string[]>
  chance: Chance
}

const someId = async ({ kit, store, chance }: Place, table: string): Promise<string> => {
  const { rows } = await runInStore(kit.app, store, ({ tx }) =>
    sql<{
      id: string
    }>`select t.id from ${sql.table(table)} t where t.store_id = ${store.id} order by t.id`.execute(
      tx,
    ),
  )
  return rows.length > 0 ? pick(chance, rows).id : uuidv7()
}

const versioned = new Set(
  Object.values(tableOfPath).filter((name) => !/operations|approvals/.test(name)),
)

async function versionOf({ kit, store }: Place, table: string, id: string): Promise<number> {
  if (!versioned.has(table)) return 1
  const { rows } = await runInStore(kit.app, store, ({ tx }) =>
    sql<{ row: { version?: number } }>`
      select to_jsonb(t) as row from ${sql.table(table)} t where t.store_id = ${store.id} and t.id = ${id}`.execute(
      tx,
    ),
  )
  return rows[0]?.row.version ?? 1
}

interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  minimum?: number
  maximum?: number
  format?: string
  pattern?: string
}

async function valueOf(place: Place, schema: JsonSchema, name: string): Promise<unknown> {
  const { chance } = place
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return pick(chance, schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(place, pick(chance, choices), name)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(place, schema)
    case 'array': {
      const values = []
      for (let n = Math.max(1, schema.minItems ?? 0); n > 0; n--)
        values.push(await valueOf(place, schema.items ?? {}, name))
      return values
    }
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? 1, name === 'version' ? 1 : -100)
      return least + chance(Math.min(50, (schema.maximum ?? 1e6) - least + 1))
    }
    case 'boolean':
      return chance(2) === 0
    case 'string':
      return textOf(place, schema, name)
    default:
      return null
  }
}

/** What has a form of its own, and counts nowhere. */
const hardToSay = /email|idNumber|registeredName|vin|plate|key/i

async function objectOf(place: Place, schema: JsonSchema): Promise<Record<string, unknown>> {
  const made: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (schema.required?.includes(name) || (place.chance(3) === 0 && !hardToSay.test(name)))
      made[name] = await valueOf(place, property, name)
  return made
}

async function textOf(place: Place, schema: JsonSchema, name: string): Promise<string> {
  const { kit, store, chance, known } = place
  const today = dayInZone(kit.clock.now(), store.timeZone)
  const someDay = (): Day => addDays(today, chance(60) - 20)
  if (schema.format === 'uuid') {
    const kind = name.replace(/Ids?$/, '').replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
    const own =
      known[kind] ??
      (/person|owner|receiver|consultant|from|to$/i.test(name) ? known.people : undefined)
    if (own) return pick(chance, own)
    const table = tableOfName.find(([of]) => of.test(name))?.[1]
    return table ? someId(place, table) : uuidv7()
  }
  if (schema.format === 'date-time' || /At$|^at$/.test(name)) return `${someDay()}T03:00:00.000Z`
  if (schema.format === 'date' || /[dD]ay|[dD]ate|On$|^on$|^from$|^to$/.test(name)) return someDay()
  if (/area/i.test(name)) return pick(chance, ['310115', '220104'])
  if (/phone/i.test(name)) return `137${String(10_000_000 + chance(80_000_000))}`
  return `随便${chance(1_000)}`
}

/** Calls one route with an input it may take; gives what was sent and whether it was done. */
export async function callAny(
  place: Place,
  route: AnyRoute,
  cookie: string,
): Promise<{ status: number; said: string }> {
  const [, , noun = ''] = route.path.split('/')
  const table = tableOfPath[noun]
  const id = table
    ? await someId(place, table)
    : pick(place.chance, Object.values(place.known).flat())
  const today = dayInZone(place.kit.clock.now(), place.store.timeZone)
  const params = {
    id,
    day: addDays(today, -place.chance(3)),
    phoneId: id,
    vehicleId: id,
    step: 'x',
  }
  const schema = (given: unknown) =>
    z.toJSONSchema(given as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const body =
    route.body === undefined
      ? undefined
      : ((await valueOf(place, schema(route.body), '')) as Record<string, unknown>)
  if (body && 'version' in body && table) body.version = await versionOf(place, table, id)
  const { status, text } = await send(
    place.kit.url,
    route,
    { params, query: {}, body },
    { cookie, 'idempotency-key': uuidv7(), 'x-keyuan-store': String(place.store.id) },
  )
  return {
    status,
    said: `${route.method} ${route.path} ${id} ${JSON.stringify(body)} → ${status} ${text.slice(0, 200)}`,
  }
}
