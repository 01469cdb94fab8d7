import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { coreError, type Locale } from '#shared/errors.ts'
import type { App } from '../app.ts'
import type { Actor } from '../ctx.ts'
import { addOperations } from './operations.ts'
import { asAppError, localeOf, sendProblem } from './problem.ts'
import { addRoute } from './route.ts'
import type { Authenticate, ServedRoute } from './serve.ts'
import { addUi } from './ui.ts'

export const jsonLimit = 1024 * 1024
export const fileLimit = 64 * 1024 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor | undefined
    answerLocale: Locale
  }
}

export interface ServerOptions {
  app: App
  routes: ServedRoute[]
  authenticate: Authenticate
  /** Where the built screens lie; absent in tests of the API. */
  uiFolder?: string
  /** Lets tests send more than a person would. */
  withoutRateLimit?: boolean
}

/** Builds the HTTP server with every route; does not listen yet. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { app, routes } = options
  const { tls } = app.config
  const server = Fastify({
    bodyLimit: jsonLimit,
    genReqId: () => randomUUID(),
    // One proxy is believed, and only what it adds itself: what callers claim to be counts for nothing.
    trustProxy:
      app.config.publicUrl !== undefined && !tls
        ? (_address: string, hop: number) => hop === 0
        : false,
    // A running request is answered before the server closes; main.ts sets the limit.
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 300 },
    ...(tls ? { https: { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) } } : {}),
  } as Parameters<typeof Fastify>[0]) as unknown as FastifyInstance

  server.decorateRequest('answerLocale', 'zh')
  await server.register(cookie)
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: tls ? undefined : false,
  })
  await server.register(multipart, { limits: { fileSize: fileLimit, files: 1, fields: 20 } })
  if (!options.withoutRateLimit)
    await server.register(rateLimit, {
      global: true,
      max: app.config.requestsPerMinute,
      timeWindow: '1 minute',
      // A cold start fetches dozens of files of the screens: those are no questions to the product.
      allowList: ({ url }) => !url.startsWith('/api/'),
      // A stranger's cookie is worth nothing: what anybody may call counts by address.
      keyGenerator: ({ cookies, headers, ip, routeOptions }) =>
        (routeOptions.config as { isPublic?: boolean }).isPublic
          ? ip
          : (cookies.keyuan ?? headers.authorization ?? ip),
      errorResponseBuilder: (_request, context) =>
        coreError('core.rate_limited', { seconds: Math.ceil(context.ttl / 1000) }),
    })

  readJsonStrictly(server)
  server.addHook('onRequest', async (request, reply) => {
    request.answerLocale = localeOf(request)
    reply.header('x-request-id', request.id)
  })
  server.addHook('onResponse', async (request, reply) => {
    if (request.url.startsWith('/api') || reply.statusCode >= 500)
      app.log.info(
        {
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
          route: request.routeOptions.url,
          method: request.method,
          person: request.actor?.personId,
          reqId: request.id,
        },
        'request',
      )
  })
  server.setErrorHandler((error, request, reply) => {
    const known = asAppError(error, request.id)
    if (known.status >= 500) app.log.error({ err: error, reqId: request.id }, known.code)
    sendProblem(reply, known, request.id, request.answerLocale)
  })

  for (const route of routes) addRoute(server, app, route, options.authenticate)
  addOperations(server, app, routes)
  await addUi(server, options.uiFolder)
  return server
}

/** JSON is read as strict UTF-8 and strict JSON; `__proto__` keys are refused. */
function readJsonStrictly(server: FastifyInstance): void {
  server.removeContentTypeParser(['application/json', 'text/plain'])
  const secureParse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, body, done) => {
      const bytes = body as Buffer
      if (bytes.length === 0) return done(null, undefined)
      let text: string
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        return done(coreError('core.bad_request', { why: 'UTF-8' }))
      }
      void secureParse(request, text, (error, value) =>
        error ? done(coreError('core.bad_request', { why: 'JSON' })) : done(null, value),
      )
    },
  )
}
