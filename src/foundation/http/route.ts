import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FileAnswer, UploadedFile } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import type { App } from '../app.ts'
import { type Actor, authorise, type Ctx, type StoreInfo } from '../ctx.ts'
import { inStores } from '../db/database.ts'
import { flushLedger } from '../ledger/ledger.ts'
import { handleFollowing } from './follow-merged.ts'
import { earlierAnswer, fingerprintOf, keepAnswer } from './idempotency.ts'
import { type InputIssue, inputIssues } from './problem.ts'
import type { Authenticate, ServedRoute, Wire } from './serve.ts'

const keyPattern = /^[\x21-\x7e]{8,200}$/
const retryable = new Set(['40001', '40P01'])

/** Adds one route: contract → session → scope → policy → one transaction → answer (architecture.md 2). */
export function addRoute(
  server: FastifyInstance,
  app: App,
  route: ServedRoute,
  authenticate: Authenticate,
): void {
  const { contract } = route
  server.route({
    method: contract.method,
    url: contract.path,
    config: {
      rateLimit: { max: contract.perMinute ?? app.config.requestsPerMinute },
      isPublic: contract.access === 'public',
    },
    handler: async (request, reply) => {
      const actor =
        contract.access === 'public' ? undefined : await identify(app, request, authenticate)
      if (actor?.locale) request.answerLocale = actor.locale
      const wire: Wire = { app, request, reply }
      if (contract.access === 'public') {
        const input = await readInput(request, route)
        return answer(
          reply,
          route,
          await withRetry(() => runPublic(app, request, route, input, wire)),
        )
      }
      const store = storeOf(request, actor as Actor)
      if (contract.access !== 'session')
        authorise({ actor: actor as Actor, store }, contract.access)
      const input = await readInput(request, route)
      return answer(
        reply,
        route,
        await withRetry(() => runScoped(app, request, route, actor as Actor, store, input, wire)),
      )
    },
  })
}

async function identify(
  app: App,
  request: FastifyRequest,
  authenticate: Authenticate,
): Promise<Actor> {
  const actor = await authenticate(app, request)
  if (!actor) throw coreError('core.unauthenticated')
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  // A page of another site can send the cookie but not this header.
  if (changes && actor.kind === 'person' && request.headers['x-keyuan'] === undefined)
    throw coreError('core.bad_request', { why: 'x-keyuan' })
  request.actor = actor
  return actor
}

/** The store a request works in: the one named in `x-keyuan-store` (id), else the person's own. */
function storeOf(request: FastifyRequest, actor: Actor): StoreInfo {
  const asked =
    request.headers['x-keyuan-store'] ??
    (request.query as Record<string, unknown> | undefined)?.store
  const id = asked === undefined ? actor.homeStoreId : Number(asked)
  const store = actor.stores.find((s) => s.id === id)
  if (!store) throw coreError('core.not_found')
  return store
}

interface Input {
  params: unknown
  query: unknown
  body: unknown
  file: UploadedFile | undefined
}

async function readInput(request: FastifyRequest, { contract }: ServedRoute): Promise<Input> {
  const issues: InputIssue[] = []
  const read = (where: string, schema: unknown, value: unknown): unknown => {
    if (!schema) return undefined
    const parsed = (schema as z.ZodType).safeParse(value)
    if (!parsed.success) issues.push(...inputIssues(where, parsed.error, request.answerLocale))
    return parsed.data
  }
  const { store: _store, ...query } = (request.query ?? {}) as Record<string, unknown>
  const input: Input = {
    params: read('params', contract.params, request.params),
    query: read('query', contract.query, query),
    body: read('body', contract.body, request.body),
    file: undefined,
  }
  if (issues.some((i) => i.path.startsWith('params'))) throw coreError('core.not_found')
  if (issues.length > 0) throw coreError('core.invalid_input', { issues })
  if (contract.upload) input.file = await readFile(request)
  return input
}

async function readFile(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw coreError('core.unsupported_type')
  const part = await request.file()
  if (!part) throw coreError('core.bad_request', { why: 'file' })
  const bytes = await part.toBuffer()
  return { name: part.filename.slice(0, 200), bytes }
}

interface Outcome {
  status: number
  body: unknown
}

function runPublic(
  app: App,
  request: FastifyRequest,
  route: ServedRoute,
  input: Input,
  wire: Wire,
): Promise<Outcome> {
  return inStores(app.db, [], async (tx) => {
    const ctx = { ...bareCtx(app, request), tx } as unknown as Ctx
    const body = await route.handle(ctx, input, wire)
    if (ctx.pending.audit.length + ctx.pending.events.length > 0 && ctx.store)
      await flushLedger(ctx)
    return { status: route.contract.status ?? 200, body }
  })
}

function bareCtx(app: App, request: FastifyRequest) {
  return {
    now: app.clock.now(),
    locale: request.answerLocale,
    log: app.log,
    requestId: request.id,
    vault: app.vault,
    pending: { audit: [], events: [] },
  }
}

function runScoped(
  app: App,
  request: FastifyRequest,
  route: ServedRoute,
  actor: Actor,
  store: StoreInfo,
  input: Input,
  wire: Wire,
): Promise<Outcome> {
  const { contract } = route
  const reads = contract.method === 'GET'
  const stores = contract.acrossStores ? actor.stores.map((s) => s.id) : [store.id]
  return inStores(
    app.db,
    stores,
    async (tx) => {
      const ctx: Ctx = { ...bareCtx(app, request), actor, store, tx }
      const key = reads ? undefined : idempotencyKey(request)
      const fingerprint = key
        ? fingerprintOf(app.vault, request.method, request.url, request.body)
        : undefined
      if (key && fingerprint) {
        const earlier = await earlierAnswer(ctx, key, fingerprint)
        if (earlier) {
          wire.reply.header('idempotent-replay', 'true')
          return { status: earlier.status, body: contract.response ? earlier.body : undefined }
        }
      }
      const body = await handleFollowing(ctx, route, input, wire)
      const outcome = { status: contract.status ?? 200, body: present(route, body) }
      if (key && fingerprint && isJson(route)) await keepAnswer(ctx, key, fingerprint, outcome)
      await flushLedger(ctx)
      return outcome
    },
    // Reading may still write the trail (a reveal), so only plain lists are read-only.
    false,
  )
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !keyPattern.test(key))
    throw coreError('core.bad_request', { why: 'Idempotency-Key' })
  return key
}

async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= 4 || !retryable.has((error as { code?: string }).code ?? '')) throw error
    }
  }
}

const isJson = (route: ServedRoute) =>
  route.contract.response !== 'file' && route.contract.response !== 'stream'

/** The answer as the contract allows it: unknown keys are stripped, so that nothing leaks by accident. */
function present({ contract }: ServedRoute, body: unknown): unknown {
  if (contract.response === 'file' || contract.response === 'stream') return body
  if (contract.response === undefined) return undefined
  const parsed = (contract.response as unknown as z.ZodType).safeParse(body)
  if (!parsed.success)
    throw new Error(
      `The answer of ${contract.method} ${contract.path} breaks its contract: ${z.prettifyError(parsed.error)}`,
    )
  return parsed.data
}

function answer(
  reply: FastifyReply,
  route: ServedRoute,
  outcome: Outcome,
): FastifyReply | undefined {
  const { response } = route.contract
  if (response === 'stream') return undefined
  if (response === 'file') {
    const file = outcome.body as FileAnswer
    if (file.isInline) reply.header('content-security-policy', policyOfShown(file.contentType))
    return reply
      .status(outcome.status)
      .type(file.contentType)
      .header(
        'content-disposition',
        `${file.isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .send(file.body)
  }
  const body = route.contract.access === 'public' ? present(route, outcome.body) : outcome.body
  if (body === undefined) return reply.status(outcome.status === 200 ? 204 : outcome.status).send()
  return reply
    .status(outcome.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
}

/** Somebody else's file runs nothing; browsers show no PDF in a sandbox, and give it one of its own. */
function policyOfShown(contentType: string): string {
  const sandbox = contentType === 'application/pdf' ? '' : '; sandbox'
  return `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'${sandbox}`
}
