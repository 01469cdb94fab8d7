import type { Ctx } from '#foundation/ctx.ts'

/** What a person still has in a store: customers and open cards nobody else looks after. */
export interface OpenWork {
  customers: number
  cards: number
}
export type CountOpenWork = (tx: Ctx['tx'], storeId: number, personId: string) => Promise<OpenWork>

const given: { count: CountOpenWork | undefined } = { count: undefined }

/** Wiring, once at start: the module that keeps the cards says what a leaver leaves behind. */
export function giveOpenWork(count: CountOpenWork): void {
  given.count = count
}

export async function openWorkOf(
  tx: Ctx['tx'],
  storeId: number,
  personId: string,
): Promise<OpenWork> {
  return given.count === undefined ? { customers: 0, cards: 0 } : given.count(tx, storeId, personId)
}
