import type { Ctx } from '#foundation/ctx.ts'
import { namesOfOptions } from './facts.queries.ts'

/** The words of options by id in the language of the request, as `say` of a column in `customerTables`. */
export async function sayOptions(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await namesOfOptions(ctx, ids))].map(([id, { label }]) => [id, label]))
}
