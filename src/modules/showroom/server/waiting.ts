import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { Timer } from '#foundation/module.ts'
import { showroomEvents } from '../contract.ts'
import { doorFacts } from './door-facts.ts'
import { giveVisit } from './give-visit.ts'
import { chooseAmong, loadStandings, todayOf } from './standings.ts'
import { lockDoor, lockWaiting, type VisitRow } from './visits.queries.ts'

/**
 * Gives those who wait, in the order they came, to whoever is free now; one whose language or
 * model nobody free can take keeps waiting while others are served. Gives the visits handed over.
 * A visit somebody else is working on is left to them: they call this too when they are done.
 */
export async function serveWaiting(ctx: Ctx): Promise<VisitRow[]> {
  await lockDoor(ctx.tx, ctx.store.id)
  const waiting = await lockWaiting(ctx.tx, ctx.store.id, todayOf(ctx))
  const served: VisitRow[] = []
  for (const visit of waiting) {
    const choice = chooseAmong(await loadStandings(ctx), wantsOf(visit), { waits: true })
    if (!choice.personId) continue
    const given = await giveVisit(ctx, visit, {
      personId: choice.personId,
      how: 'turn',
      why: 'waited',
    })
    audit(ctx, {
      action: 'visit.assigned',
      recordType: 'visit',
      recordId: visit.id,
      detail: { from: null, to: choice.personId, how: 'turn', waitedSince: visit.waiting_since },
    })
    announce(ctx, {
      type: showroomEvents.assigned,
      recordId: visit.id,
      data: { ...doorFacts(given), from: null, to: choice.personId, how: 'turn', waited: true },
    })
    served.push(given)
  }
  return served
}

/** What a visitor brings that not everybody can take. */
export function wantsOf(visit: Pick<VisitRow, 'series_id' | 'language' | 'visitor_kind'>) {
  return {
    seriesId: visit.series_id,
    language: visit.language,
    visitorKind: visit.visitor_kind,
  }
}

/** A leave that ends makes somebody free without anybody's doing; the clock looks then. */
export const serveWaitingTimer: Timer = {
  name: 'showroom.serve-waiting',
  cron: '*/5 * * * *',
  run: async (app: App, store: StoreInfo) => {
    if (!store.isHeadOffice) await runInStore(app, store, serveWaiting)
  },
}
