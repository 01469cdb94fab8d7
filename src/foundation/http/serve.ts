import type { FastifyReply, FastifyRequest } from 'fastify'
import type {
  AnyRoute,
  HandlerInput,
  HandlerOutput,
  RouteContract,
  Schema,
} from '#shared/contract.ts'
import type { App } from '../app.ts'
import type { Actor, Ctx } from '../ctx.ts'

/** What only a few handlers need: cookies, the raw request, the app. */
export interface Wire {
  app: App
  request: FastifyRequest
  reply: FastifyReply
}

export interface ServedRoute {
  contract: AnyRoute
  handle(ctx: Ctx, input: unknown, wire: Wire): Promise<unknown>
}

/** Binds a contract to its handler; input and answer are inferred from the contract. */
export function serve<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema | undefined,
>(
  contract: RouteContract<P, Q, B, R>,
  handle: (
    ctx: Ctx,
    input: HandlerInput<RouteContract<P, Q, B, R>>,
    wire: Wire,
  ) => Promise<HandlerOutput<RouteContract<P, Q, B, R>>>,
): ServedRoute {
  return { contract: contract, handle: handle }
}

/** Who is behind a request; given by access. Undefined means nobody. */
export type Authenticate = (app: App, request: FastifyRequest) => Promise<Actor | undefined>
