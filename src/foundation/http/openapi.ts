import { z } from 'zod'
import { allErrors } from '#shared/errors.ts'
import type { ServedRoute } from './serve.ts'

interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description: string
  [key: string]: unknown
}
export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: Record<string, unknown>
}

/** The OpenAPI 3.1 document of every route, made from the contracts. */
export function openApiDocument(routes: ServedRoute[]): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const { contract } of routes) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}')
    const item = paths[path] ?? {}
    paths[path] = item
    item[contract.method.toLowerCase()] = operationOf(contract, path)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyuan 客源',
      version: '1',
      description:
        'Log in with a session cookie (send the header `x-keyuan: 1` with every change) or an API key (`Authorization: Bearer …`). ' +
        '`x-keyuan-store` names the store by id. Changes accept `Idempotency-Key`. Errors are problem+json (RFC 9457).',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'keyuan' },
        apiKey: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['status', 'code', 'title', 'requestId'],
          properties: {
            status: { type: 'integer' },
            code: { type: 'string', enum: [...allErrors().keys()].sort() },
            title: { type: 'string' },
            requestId: { type: 'string' },
            issues: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  path: { type: 'string' },
                  code: { type: 'string' },
                  message: { type: 'string' },
                },
              },
            },
            details: { type: 'object' },
          },
        },
      },
    },
  }
}

function operationOf(contract: ServedRoute['contract'], path: string): Operation {
  const tag = path.split('/')[2] ?? 'api'
  const success = String(contract.status ?? (contract.response === undefined ? 204 : 200))
  return {
    operationId: `${contract.method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+/g, '_')}`,
    tags: [tag],
    summary: `${contract.summary.zh} / ${contract.summary.en}`,
    description: `access: ${contract.access}`,
    ...(contract.access === 'public'
      ? { security: [] }
      : { security: [{ session: [] }, { apiKey: [] }] }),
    parameters: [...parameters('path', contract.params), ...parameters('query', contract.query)],
    ...requestBody(contract),
    responses: {
      [success]: {
        description: 'OK',
        ...(typeof contract.response === 'object'
          ? { content: { 'application/json': { schema: jsonSchema(contract.response, 'output') } } }
          : {}),
      },
      default: {
        description: 'Problem',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
  }
}

function requestBody(contract: ServedRoute['contract']) {
  if (contract.upload)
    return {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } },
          },
        },
      },
    }
  if (!contract.body) return {}
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: jsonSchema(contract.body, 'input') } },
    },
  }
}

function jsonSchema(schema: unknown, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema as z.ZodType, {
    io,
    unrepresentable: 'any',
  }) as Record<string, unknown>
  return rest
}

function parameters(where: 'path' | 'query', schema: unknown) {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: value,
  }))
}

/** A readable page of the document, without scripts. */
export function openApiPage(document: OpenApiDocument): string {
  const escape = (text: unknown) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
  const sections = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([
        method,
        operation,
      ]) => `<details id="${escape(operation.operationId)}"><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(operation.summary)}</summary>
<p>${escape(operation.description)}</p><pre>${escape(JSON.stringify({ parameters: operation.parameters, requestBody: operation.requestBody, responses: operation.responses }, null, 1))}</pre></details>`,
    ),
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(document.info.title)} API</title>
<style>body{font:14px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;max-width:960px;margin:2rem auto;padding:0 1rem}details{border-bottom:1px solid #ddd;padding:.3rem 0}summary{cursor:pointer}b{display:inline-block;min-width:4.5em}pre{background:#f6f6f6;padding:1rem;overflow:auto}</style>
<h1>${escape(document.info.title)} API</h1><p>${escape(document.info.description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>${sections.join('\n')}</html>`
}
