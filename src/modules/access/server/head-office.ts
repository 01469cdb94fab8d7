import type { Ctx, StoreInfo } from '#foundation/ctx.ts'

/** The store that carries what belongs to the whole group (scale.md 10); else the store of the request. */
export function headOffice(ctx: Pick<Ctx, 'actor' | 'store'>): StoreInfo {
  return ctx.actor.stores.find((store) => store.isHeadOffice) ?? ctx.store
}

/** A record id for what has a number of its own (stores, regions), for events and their order. */
export function recordIdOfNumber(kind: 'store' | 'region', id: number): string {
  const mark = { store: '8001', region: '8002' }[kind]
  return `00000000-0000-7000-${mark}-${id.toString(16).padStart(12, '0')}`
}
