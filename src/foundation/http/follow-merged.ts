import { AppError } from '#shared/errors.ts'
import type { Ctx } from '../ctx.ts'
import type { ServedRoute, Wire } from './serve.ts'

type Follow = (ctx: Ctx, customerId: string) => Promise<string | undefined>
const given: { follow: Follow | undefined } = { follow: undefined }

/** Wiring, once at start: customers says into which record a merged-away one went. */
export function giveFollow(follow: Follow): void {
  given.follow = follow
}

const ofCustomer = '/api/customers/:id'

/** Handles a request; the id of a customer who was merged into another leads to the one that stays. */
export async function handleFollowing(
  ctx: Ctx,
  route: ServedRoute,
  input: { params: unknown },
  wire: Wire,
): Promise<unknown> {
  try {
    return await route.handle(ctx, input, wire)
  } catch (error) {
    const params = input.params as { id?: unknown } | undefined
    if (!(error instanceof AppError) || error.code !== 'core.not_found') throw error
    if (!given.follow || !route.contract.path.startsWith(ofCustomer)) throw error
    const id = await given.follow(ctx, String(params?.id))
    if (id === undefined) throw error
    ctx.pending = { audit: [], events: [] }
    return route.handle(ctx, { ...input, params: { ...params, id } }, wire)
  }
}
