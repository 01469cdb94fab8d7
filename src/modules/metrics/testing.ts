import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'

export interface TestVisit {
  day: Day
  channel?: 'walk-in' | 'call-in'
  outcome: 'open' | 'filed' | 'unfiled' | 'repeat' | 'not_prospect'
  receivedBy?: string | null
  seriesId?: string | null
  sourceId?: string | null
  isReturning?: boolean
  id?: string
  customerId?: string
  cardId?: string
}

export interface TestDoor {
  /** Records a visit with its closure, as the reception does; gives its id. */
  add(visit: TestVisit): Promise<string>
  /** Changes a visit and closes it again; `withdrawn` takes it out of everything. */
  change(id: string, change: Partial<Omit<TestVisit, 'id'>> | 'withdrawn'): Promise<void>
}

/** The door of a store, written as rows, with the times of the app's clock. */
export function testDoor(app: App, store: StoreInfo): TestDoor {
  const close = async (id: string) =>
    runInStore(app, store, async ({ tx, now }) => {
      const visit = await tx
        .selectFrom('visits')
        .selectAll()
        .where('store_id', '=', store.id)
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      if (visit.outcome === 'open') return
      await tx
        .insertInto('visit_closures')
        .values({
          store_id: store.id,
          id: uuidv7(),
          visit_id: id,
          business_day: visit.business_day,
          channel: visit.channel,
          outcome: visit.withdrawn_at ? 'withdrawn' : visit.outcome,
          received_by: visit.received_by,
          series_id: visit.series_id,
          source_id: visit.source_id,
          is_returning: visit.is_returning,
          customer_id: visit.customer_id,
          opportunity_id: visit.opportunity_id,
          recorded_at: now,
        })
        .execute()
    })
  return {
    add: async (visit) => {
      const id = visit.id ?? uuidv7()
      await inStores(app.db, [store.id], (tx) =>
        tx
          .insertInto('visits')
          .values({
            store_id: store.id,
            id,
            channel: visit.channel ?? 'walk-in',
            business_day: visit.day,
            arrived_at: new Date(`${visit.day}T02:00:00Z`),
            received_by: visit.receivedBy ?? null,
            outcome: visit.outcome,
            series_id: visit.seriesId ?? null,
            source_id: visit.sourceId ?? null,
            is_returning: visit.isReturning ?? false,
            customer_id: visit.customerId ?? null,
            opportunity_id: visit.cardId ?? null,
            recorded_at: app.clock.now(),
          })
          .execute(),
      )
      await close(id)
      return id
    },
    change: async (id, change) => {
      await inStores(app.db, [store.id], (tx) =>
        tx
          .updateTable('visits')
          .set(
            change === 'withdrawn'
              ? { withdrawn_at: app.clock.now() }
              : {
                  business_day: change.day,
                  ...(change.outcome ? { outcome: change.outcome } : {}),
                  ...(change.channel ? { channel: change.channel } : {}),
                  ...(change.receivedBy === undefined ? {} : { received_by: change.receivedBy }),
                  ...(change.seriesId === undefined ? {} : { series_id: change.seriesId }),
                },
          )
          .where('store_id', '=', store.id)
          .where('id', '=', id)
          .execute(),
      )
      await close(id)
    },
  }
}

/** A group's series and source, so that breakdowns have names. */
export async function addNames(
  app: App,
  groupId: number,
): Promise<{ series: string; source: string }> {
  const brand = uuidv7()
  const series = uuidv7()
  const source = uuidv7()
  await inStores(app.db, [], async (tx) => {
    await tx
      .insertInto('brands')
      .values({ group_id: groupId, id: brand, name: '大众', name_en: 'Volkswagen' })
      .execute()
    await tx
      .insertInto('series')
      .values({ group_id: groupId, id: series, brand_id: brand, name: '速腾', name_en: 'Sagitar' })
      .execute()
    await tx
      .insertInto('options')
      .values({
        group_id: groupId,
        id: source,
        kind: 'source',
        code: 'passing',
        label: '路过',
        label_en: 'Passing by',
      })
      .execute()
  })
  return { series, source }
}

export interface TestCard {
  owner: string
  name: string
  openedOn: Day
  dueOn: Day
  level?: 'H' | 'A' | 'B' | 'C'
  /** Opened without a visit unless given. */
  visitId?: string
  isFrozen?: boolean
  /** The day on which the promise was kept; its card then has no open one. */
  keptOn?: Day
}

/** Writes a customer, a card and its promise as rows; gives their ids. */
export async function addCard(
  app: App,
  store: StoreInfo,
  card: TestCard,
): Promise<{ customerId: string; opportunityId: string; followUpId: string }> {
  const ids = { customerId: uuidv7(), opportunityId: uuidv7(), followUpId: uuidv7() }
  const at = new Date(`${card.openedOn}T02:00:00Z`)
  await inStores(app.db, [store.id], async (tx) => {
    await tx
      .insertInto('customers')
      .values({ store_id: store.id, id: ids.customerId, name: card.name, created_at: at })
      .execute()
    await tx
      .insertInto('opportunities')
      .values({
        store_id: store.id,
        id: ids.opportunityId,
        customer_id: ids.customerId,
        owner_id: card.owner,
        state: 'active',
        level: card.level ?? 'A',
        expected_on: card.dueOn,
        series_text: '速腾',
        opened_on: card.openedOn,
        opened_at: at,
        opened_visit_id: card.visitId ?? null,
        last_contact_on: card.openedOn,
        last_contact_at: at,
      })
      .execute()
    await tx
      .insertInto('follow_ups')
      .values({
        store_id: store.id,
        id: ids.followUpId,
        opportunity_id: ids.opportunityId,
        owner_id: card.owner,
        due_on: card.dueOn,
        state: card.keptOn ? 'done' : 'open',
        is_frozen: card.isFrozen ?? false,
        made_at: at,
        ended_at: card.keptOn ? new Date(`${card.keptOn}T03:00:00Z`) : null,
        ended_on: card.keptOn ?? null,
      })
      .execute()
  })
  return ids
}
