import { z } from 'zod'
import type { AnyRoute } from '#shared/contract.ts'
import { uuidv7 } from '#shared/ids.ts'

interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  format?: string
  pattern?: string
  default?: unknown
}

/** The smallest value a JSON schema allows, near enough to get past validation. */
export function sampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice) return sampleOf(choice, name)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((s) => sampleOf(s, name)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, key)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, name))
    case 'integer':
    case 'number':
      return (
        schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1)
      )
    case 'boolean':
      return true
    case 'string':
      return sampleText(schema, name)
    default:
      return null
  }
}

function sampleText(schema: JsonSchema, name: string): string {
  if (schema.format === 'uuid') return uuidv7()
  if (schema.format === 'date' || /day|date|_on$|On$|^from$|^to$/.test(name)) return '2026-09-16'
  if (schema.format === 'date-time' || /[aA]t$/.test(name)) return '2026-09-15T01:00:00.000Z'
  if (/[pP]hone/.test(name)) return '13800138000'
  if (/time|opens|closes/i.test(name)) return '09:00'
  return '某某某'.padEnd(schema.minLength ?? 0, '某')
}

/** A valid-looking `{ params, query, body }` for a route. */
export function sampleInput(route: AnyRoute): {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
} {
  const of = (schema: unknown) =>
    schema === undefined
      ? undefined
      : sampleOf(
          z.toJSONSchema(schema as z.ZodType, {
            io: 'input',
            unrepresentable: 'any',
          }) as JsonSchema,
        )
  return {
    params: (of(route.params) ?? {}) as Record<string, string>,
    query: (of(route.query) ?? {}) as Record<string, unknown>,
    body: of(route.body),
  }
}

/** Sends a request by hand, so that anything can be wrong with it. */
export async function send(
  url: string,
  route: AnyRoute,
  input: { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown },
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(String(input.params[name])),
  )
  const address = new URL(path, url)
  for (const [name, value] of Object.entries(input.query))
    address.searchParams.set(name, String(value))
  const withBody = route.method !== 'GET' && !route.upload && input.body !== undefined
  const form = new FormData()
  form.set('file', new Blob(['a,b\n1,2\n']), 'a.csv')
  const response = await fetch(address, {
    method: route.method,
    headers: {
      'x-keyuan': '1',
      ...(withBody ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(route.upload ? { body: form } : withBody ? { body: JSON.stringify(input.body) } : {}),
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, text: '' }
  }
  return { status: response.status, text: await response.text() }
}
