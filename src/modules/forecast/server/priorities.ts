import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import type { EventRow } from '#foundation/module.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { dayInZone, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import {
  defaultFormula,
  formulaSchema,
  type PriorityFormula,
  type PriorityReason,
  rankCustomer,
} from '#shared/priority-formula.ts'
import type { LifeClass, PriorityLine } from '../contracts/priorities.ts'
import {
  countRankCells,
  countRanks,
  findFormula,
  insertFormula,
  listCustomersOf,
  listFactsForRanking,
  listRanks,
  type RankFilter,
  type RankLine,
  saveRanks,
} from './priorities.queries.ts'

/** Ranks the customers of the store, all or those named, by the formula that holds; gives how many. */
export async function rankStore(ctx: Ctx, only?: readonly string[]): Promise<number> {
  const { formula } = await readFormula(ctx)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listFactsForRanking(ctx, only)
  await saveRanks(
    ctx,
    rows.map((row) => {
      const ranked = rankCustomer(formula, {
        cars: row.cars,
        amountFen: row.amount_fen,
        isSpecial: row.is_special,
        isOwner: row.is_owner,
        card:
          row.level === null
            ? null
            : {
                level: row.level,
                stage: row.stage ?? 0,
                expectedFen: row.expected_fen ?? 0,
                daysSinceContact: row.last_contact_on
                  ? daysBetween(row.last_contact_on, today)
                  : Number.POSITIVE_INFINITY,
                hasDriven: row.has_driven,
              },
      })
      return {
        customer_id: row.customer_id,
        owner_id: row.owner_id,
        class: ranked.class,
        priority: ranked.priority,
        value_points: ranked.valuePoints,
        potential_points: ranked.potentialPoints,
        points: ranked.valuePoints + ranked.potentialPoints,
        reasons: JSON.stringify(ranked.reasons),
      }
    }),
    today,
    only,
  )
  return rows.length
}

/** Each night, for the worker. */
export async function rankStoreByItself(app: App, store: StoreInfo): Promise<void> {
  if (!store.isHeadOffice) await runInStore(app, store, async (ctx) => void (await rankStore(ctx)))
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * Ranks anew whom an event is about: the customers of the records it names; where it names none, as
 * for an import or a hand-over of many, the whole store. Idempotent.
 */
export async function rankConcerned(ctx: Ctx, event: EventRow): Promise<void> {
  const ids = `${event.recordId} ${JSON.stringify(event.data)}`.match(uuids) ?? []
  const customers = await listCustomersOf(ctx, ids)
  await rankStore(ctx, customers.length > 0 ? customers : undefined)
}

async function readFormula(ctx: Ctx): Promise<{
  version: number
  formula: PriorityFormula
  setAt: string | null
  setBy: string | null
}> {
  const row = await findFormula(ctx)
  const parsed = formulaSchema.safeParse(row?.formula)
  if (!row || !parsed.success)
    return { version: row?.version ?? 0, formula: defaultFormula, setAt: null, setBy: null }
  return {
    version: row.version,
    formula: parsed.data,
    setAt: row.set_at.toISOString(),
    setBy: row.set_by,
  }
}

export async function readPriorityFormula(ctx: Ctx) {
  const known = await readFormula(ctx)
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, known.setBy ? [known.setBy] : [])
  return {
    ...known,
    setBy: known.setBy ? (names.get(known.setBy) ?? null) : null,
    counts: await countRankCells(ctx),
  }
}

/** Changes the formula from the version seen and ranks everybody anew. */
export async function writeFormula(
  ctx: Ctx,
  given: { version: number; formula: PriorityFormula },
): Promise<{ version: number; ranked: number }> {
  const before = await readFormula(ctx)
  const version = given.version + 1
  const isNew =
    before.version === given.version &&
    (await insertFormula(ctx, version, JSON.stringify(given.formula)))
  if (!isNew) throw coreError('core.stale_version', { current: await readFormula(ctx) })
  audit(ctx, {
    action: 'priority_formula.changed',
    recordType: 'store',
    recordId: String(ctx.store.id),
    detail: { before: before.formula, after: given.formula },
  })
  return { version, ranked: await rankStore(ctx) }
}

export interface AskedRanks {
  class?: LifeClass | undefined
  priority?: '1' | '2' | '3' | undefined
  owner?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** A page of customers the caller may see, best first. */
export async function listRankedCustomers(ctx: Ctx, asked: AskedRanks) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter: RankFilter = {
    class: asked.class,
    priority: asked.priority ? Number(asked.priority) : undefined,
    ownerId: asked.owner === 'me' ? (ctx.actor.personId ?? undefined) : asked.owner,
  }
  const decoded = asked.cursor === undefined ? undefined : decodeCursor(asked.cursor, today, 2)
  if (decoded && !decoded.ok)
    throw decoded.reason === 'expired'
      ? coreError('core.cursor_expired')
      : coreError('core.bad_request', { why: 'cursor' })
  const after = decoded && { points: Number(decoded.key[0]), id: String(decoded.key[1]) }
  const rows = await listRanks(ctx, filter, { after, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const last = rows.length > asked.limit ? page.at(-1) : undefined
  return {
    items: page.map(present),
    nextCursor: last ? encodeCursor([last.points, last.customer_id], today) : null,
    count: decoded === undefined ? await countRanks(ctx, filter) : null,
  }
}

export async function readPriorityOf(ctx: Ctx, customerId: string) {
  await loadCustomer(ctx, customerId)
  const [row] = await listRanks(ctx, { customerId }, { limit: 1 })
  return { priority: row ? present(row) : null }
}

function present(row: RankLine): PriorityLine {
  return {
    customerId: row.customer_id,
    customer: row.customer,
    ownerName: row.owner,
    class: row.class,
    priority: row.priority,
    points: row.points,
    valuePoints: row.value_points,
    potentialPoints: row.potential_points,
    reasons: row.reasons as PriorityReason[],
    rankedOn: row.ranked_on,
  }
}
