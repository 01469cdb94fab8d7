import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { App } from '#foundation/app.ts'
import { type Clock, fixedClock } from '#foundation/clock.ts'
import { readConfig } from '#foundation/config.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { dispatchEvents } from '#foundation/events/dispatch.ts'
import { createServer } from '#foundation/http/server.ts'
import { createLog } from '#foundation/log.ts'
import { collectStatement, writeStatements } from '#foundation/testing/collect-statements.ts'
import { testKey } from '#foundation/testing/fixed-key.ts'
import { testDatabaseUrl } from '#foundation/testing/test-database.ts'
import { authenticate } from '#modules/access/index.ts'
import type { CallInput, CallOutput, RouteContract, Schema } from '#shared/contract.ts'
import { openApp } from './create-app.ts'
import { modules } from './modules.ts'

/** The answer to a test's request. `body` is typed as the contract promises on success. */
export interface TestAnswer<T> {
  status: number
  body: T
  headers: Headers
  /** The problem's code when it was refused. */
  code: string | undefined
}

export interface TestApp {
  app: App
  server: FastifyInstance
  url: string
  clock: Clock & { set(to: Date | string): void }
  /** Sends a request over real HTTP as a person (or nobody). */
  call<
    P extends Schema | undefined,
    Q extends Schema | undefined,
    B extends Schema | undefined,
    R extends Schema | undefined,
  >(
    as: { cookie: string } | undefined,
    route: RouteContract<P, Q, B, R>,
    input: CallInput<RouteContract<P, Q, B, R>>,
    options?: {
      storeId?: number
      key?: string
      headers?: Record<string, string>
      file?: { name: string; bytes: Uint8Array }
    },
  ): Promise<TestAnswer<CallOutput<RouteContract<P, Q, B, R>>>>
  /** Hands the store's open events to their listeners and runs their jobs, here and now. */
  settle(store: StoreInfo): Promise<void>
  close(): Promise<void>
}

/** Starts the whole product on a free loopback port against the tests' database. */
export async function startTestApp(
  options: {
    now?: string
    databaseUrl?: string
    dataDir?: string
    uiFolder?: string
    publicUrl?: string
  } = {},
): Promise<TestApp> {
  const clock = fixedClock(options.now ?? '2026-09-15T02:00:00Z')
  const config = readConfig({
    PORT: '0',
    KEYUAN_DATA: options.dataDir ?? '/nonexistent',
    KEYUAN_LOG: process.env.TEST_LOG ?? 'silent',
    KEYUAN_POOL: '20',
    ...(options.publicUrl ? { KEYUAN_PUBLIC_URL: options.publicUrl } : {}),
  })
  const log = createLog(config.logLevel)
  const { app, database } = openApp(config, log, options.databaseUrl ?? testDatabaseUrl(), {
    clock,
    key: testKey,
    onStatement: collectStatement,
  })
  const server = await createServer({
    app,
    routes: modules.flatMap((m) => m.routes ?? []),
    authenticate,
    ...(options.uiFolder ? { uiFolder: options.uiFolder } : {}),
    withoutRateLimit: true,
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })

  return {
    app,
    server,
    url,
    clock,
    call: async (as, route, input, extra = {}) => {
      const given = input as {
        params?: Record<string, unknown>
        query?: Record<string, unknown>
        body?: unknown
      }
      const path = route.path.replace(/:(\w+)/g, (_m, name: string) =>
        encodeURIComponent(String(given.params?.[name])),
      )
      const address = new URL(path, url)
      for (const [name, value] of Object.entries(given.query ?? {}))
        if (value !== undefined)
          address.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value))
      const headers: Record<string, string> = {
        'x-keyuan': '1',
        'accept-language': 'zh',
        ...extra.headers,
      }
      if (as) headers.cookie = as.cookie
      if (extra.storeId !== undefined) headers['x-keyuan-store'] = String(extra.storeId)
      if (route.method !== 'GET') headers['idempotency-key'] = extra.key ?? randomUUID()
      let payload: BodyInit | undefined
      if (extra.file) {
        const form = new FormData()
        form.set('file', new Blob([extra.file.bytes as Uint8Array<ArrayBuffer>]), extra.file.name)
        payload = form
      } else if (given.body !== undefined) {
        headers['content-type'] = 'application/json'
        payload = JSON.stringify(given.body)
      }
      const response = await fetch(address, {
        method: route.method,
        headers,
        ...(payload === undefined ? {} : { body: payload }),
      })
      const isJson = response.headers.get('content-type')?.includes('json') ?? false
      const body = isJson
        ? await response.json()
        : route.response === 'file' && response.ok
          ? await response.blob()
          : undefined
      if (!isJson && response.body && !response.bodyUsed) await response.text()
      return {
        status: response.status,
        body: body as never,
        headers: response.headers,
        code: response.ok ? undefined : (body as { code?: string } | undefined)?.code,
      }
    },
    settle: async (store) => {
      await dispatchEvents(app, modules, store, (job, at, event) =>
        job.run(app, at, job.schema.parse(event.data), event),
      )
    },
    close: async () => {
      await server.close()
      await database.close()
      writeStatements()
    },
  }
}
