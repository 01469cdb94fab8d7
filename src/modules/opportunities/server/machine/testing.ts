import { sql } from 'kysely'
import { type App, runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import type { TestApp } from '../../../../testing.ts'
import type { OpportunityState } from '../../contracts/card.ts'
import { makeCard } from '../../testing.ts'

// What may happen to a card, written down a second time from rules.md and product.md alone, so that the
// walks judge the machine by the rules and not by its own table. Nothing here may import `states.ts`.

export const walkedVerbs = [
  'suspend',
  'activate',
  'propose_loss',
  'confirm_loss',
  'return_loss',
  'terminate',
  'sign',
  'unsign',
  'deliver',
  'undeliver',
] as const
export type WalkedVerb = (typeof walkedVerbs)[number]

/** Suspended can be activated; terminated and lost lead nowhere; 90 and 100 % come of the order. */
export const leadsTo: Record<OpportunityState, Partial<Record<WalkedVerb, OpportunityState>>> = {
  active: {
    suspend: 'suspended',
    propose_loss: 'loss_proposed',
    terminate: 'terminated',
    sign: 'signed',
  },
  suspended: { activate: 'active', propose_loss: 'loss_proposed', terminate: 'terminated' },
  loss_proposed: { confirm_loss: 'lost', return_loss: 'active' },
  signed: { unsign: 'active', deliver: 'delivered' },
  delivered: { undeliver: 'signed' },
  lost: {},
  terminated: {},
}

export const endedStates: readonly OpportunityState[] = ['delivered', 'lost', 'terminated']

/** What a promise of an open card is for, by its state (rules.md, The promise). */
export const promiseOf: Partial<Record<OpportunityState, { purpose?: string; isFrozen: boolean }>> =
  {
    active: { purpose: 'follow-up', isFrozen: false },
    suspended: { purpose: 'wake-up', isFrozen: false },
    // Kept as it was, but frozen.
    loss_proposed: { isFrozen: true },
    signed: { purpose: 'until-delivery', isFrozen: false },
  }

export interface WalkedCard {
  id: string
  state: OpportunityState
  stage: number
  version: number
  ownerId: string
  isClosed: boolean
  isArchived: boolean
  isPurged: boolean
  summary: string | null
  /** The open promises; there has to be one, or none of an ended card. */
  promises: { id: string; dueOn: string; purpose: string; isFrozen: boolean }[]
  shares: { personId: string; percent: number }[]
}

/** What is wrong with a card as it stands: each a sentence; none where the rules hold. */
export function faultsOf(card: WalkedCard): string[] {
  const hasEnded = endedStates.includes(card.state)
  const faults: string[] = []
  const want = (isSo: boolean, fault: string) => {
    if (!isSo) faults.push(`${card.state}: ${fault}`)
  }
  want(card.isClosed === hasEnded, 'closed exactly when it has ended')
  want(!card.isArchived || hasEnded, 'archived before it was closed')
  want(!card.isPurged || card.isArchived, 'purged before it was archived')
  want((card.stage === 90) === (card.state === 'signed'), `stage ${card.stage}`)
  want((card.stage === 100) === (card.state === 'delivered'), `stage ${card.stage}`)
  want(card.stage >= 90 || [10, 25, 50, 75].includes(card.stage), `no stage ${card.stage}`)
  if (hasEnded && !card.isPurged) want(Boolean(card.summary), 'ended without a summary')
  const promise = promiseOf[card.state]
  want(card.promises.length === (promise ? 1 : 0), `${card.promises.length} promises`)
  for (const one of card.promises) {
    want(one.isFrozen === promise?.isFrozen, 'frozen exactly while the loss is proposed')
    want((promise?.purpose ?? one.purpose) === one.purpose, `promise for ${one.purpose}`)
  }
  if (card.shares.length > 0) {
    want(card.shares.reduce((sum, one) => sum + one.percent, 0) === 100, 'shares not 100')
    want(card.shares.filter((one) => one.personId === card.ownerId).length === 1, 'owner no share')
    want(card.shares.length > 1, 'a share alone')
  }
  return faults
}

/** The cards as they stand in the tables. */
export function readCards(app: App, store: StoreInfo, ids: string[]): Promise<WalkedCard[]> {
  return runInStore(app, store, async (ctx) => {
    const { rows } = await sql<WalkedCard>`
      select o.id, o.state, o.stage, o.version, o.owner_id as "ownerId", o.closed_on is not null as "isClosed",
             o.archived_at is not null as "isArchived", o.purged_at is not null as "isPurged", o.summary,
             (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'dueOn', f.due_on, 'purpose', f.purpose,
                'isFrozen', f.is_frozen)), '[]') from follow_ups f where f.store_id = o.store_id
                and f.opportunity_id = o.id and f.state = 'open' and f.withdrawn_at is null) as promises,
             (select coalesce(jsonb_agg(jsonb_build_object('personId', s.person_id, 'percent', s.percent)), '[]')
                from opportunity_shares s where s.store_id = o.store_id and s.opportunity_id = o.id
                and s.withdrawn_at is null) as shares
        from opportunities o where o.store_id = ${ctx.store.id} and o.id = any (${ids}::uuid[])
       order by o.id`.execute(ctx.tx)
    return rows
  })
}

/** The moves of state, stage and owner in the order they were written, taken back ones left out. */
function readMoves(app: App, store: StoreInfo, ids: string[]) {
  return runInStore(app, store, async (ctx) => {
    const { rows } = await sql<{
      card_id: string
      field: 'state' | 'stage' | 'owner'
      from: string | null
      to: string
    }>`
      select opportunity_id as card_id, field, from_value as from, to_value as to
        from opportunity_changes where store_id = ${ctx.store.id} and opportunity_id = any (${ids}::uuid[])
         and field in ('state', 'stage', 'owner') and withdrawn_at is null
       order by opportunity_id, recorded_at, id`.execute(ctx.tx)
    return rows
  })
}

/** What is wrong with the histories of cards: they lead without a gap, by allowed steps, to what stands. */
export async function historyFaults(
  app: App,
  store: StoreInfo,
  cards: readonly WalkedCard[],
): Promise<string[]> {
  const last = new Map<string, string>()
  const faults: string[] = []
  const ids = cards.map((card) => card.id)
  for (const row of await readMoves(app, store, ids)) {
    const key = `${row.card_id} ${row.field}`
    const moved = `${row.field}: ${row.from} → ${row.to}`
    if (row.from !== (last.get(key) ?? null)) faults.push(`${moved} after ${last.get(key)}`)
    const ways =
      row.field === 'state' && row.from !== null ? leadsTo[row.from as OpportunityState] : undefined
    if (ways && !Object.values(ways).some((to) => to === row.to)) faults.push(moved)
    last.set(key, row.to)
  }
  for (const card of cards) {
    const stands = { state: card.state, stage: String(card.stage), owner: card.ownerId }
    for (const [field, value] of Object.entries(stands))
      if (last.get(`${card.id} ${field}`) !== value)
        faults.push(`${field} is ${value}, last told ${last.get(`${card.id} ${field}`)}`)
  }
  return faults
}

export interface World {
  group: TestGroup
  managers: [TestPerson, TestPerson]
  people: [TestPerson, TestPerson]
  cards: WalkedCard[]
  /** Who proposed the loss that stands, by card. */
  proposers: Map<string, string>
  /** Requests made on this walk; each may be dealt with. */
  requests: { id: string; cardId: string; step: 'activate' | 'terminate'; by: string }[]
  operations: string[]
}

export async function makePeople(kit: TestApp) {
  kit.clock.set('2026-09-15T02:00:00Z')
  const group = await makeGroup(kit.app)
  return {
    group,
    managers: [await group.addPerson('sales_manager'), await group.addPerson('showroom_manager')],
    people: [await group.addPerson('consultant'), await group.addPerson('consultant')],
  } as Pick<World, 'group' | 'managers' | 'people'>
}

export async function makeWorld(
  kit: TestApp,
  given: Awaited<ReturnType<typeof makePeople>>,
): Promise<World> {
  kit.clock.set('2026-09-15T02:00:00Z')
  const made = [
    await makeCard(kit, given.people[0]),
    await makeCard(kit, given.people[1], { level: 'H' }),
  ]
  const ids = made.map((one) => one.id)
  const cards = await readCards(kit.app, given.group.store, ids)
  return { ...given, cards, proposers: new Map(), requests: [], operations: [] }
}
