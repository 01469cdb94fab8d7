import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { openApiDocument, openApiPage } from './openapi.ts'
import type { ServedRoute } from './serve.ts'

/** What the people who run the product need: health, readiness, metrics, the API document. */
export function addOperations(server: FastifyInstance, app: App, routes: ServedRoute[]): void {
  const started = Date.now()
  const counts = new Map<string, number>()
  let milliseconds = 0
  server.addHook('onResponse', async (_request, reply) => {
    const key = `${Math.floor(reply.statusCode / 100)}xx`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    milliseconds += reply.elapsedTime
  })

  server.get('/healthz', async () => ({ ok: true }))
  server.get('/readyz', async (_request, reply) => {
    try {
      await sql`select 1`.execute(app.db)
      return { ok: true }
    } catch {
      return reply.status(503).send({ ok: false })
    }
  })
  server.get('/metrics', async (_request, reply) => {
    const memory = process.memoryUsage()
    const lines = [
      '# TYPE keyuan_http_requests_total counter',
      ...[...counts].map(([key, n]) => `keyuan_http_requests_total{status="${key}"} ${n}`),
      '# TYPE keyuan_http_request_milliseconds_total counter',
      `keyuan_http_request_milliseconds_total ${Math.round(milliseconds)}`,
      '# TYPE keyuan_uptime_seconds gauge',
      `keyuan_uptime_seconds ${Math.round((Date.now() - started) / 1000)}`,
      '# TYPE keyuan_resident_memory_bytes gauge',
      `keyuan_resident_memory_bytes ${memory.rss}`,
    ]
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`)
  })

  const document = openApiDocument(routes)
  server.get('/api/openapi.json', async () => document)
  server.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(openApiPage(document)),
  )
}
