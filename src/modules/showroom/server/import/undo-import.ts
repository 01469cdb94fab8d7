import type { Ctx } from '#foundation/ctx.ts'
import { listOperationChanges } from '#foundation/operations/operations.queries.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { customersOfOperation } from '#modules/customers/index.ts'
import type { TakenBackCounts, UndoPreview } from '#modules/imports/index.ts'
import {
  cardsOfOperation,
  openCardsOf,
  restoreCards,
  takeBackCards,
} from '#modules/opportunities/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { VisitRow } from '../visits.queries.ts'
import { openVisit, versionMark } from './change-visits.ts'
import { findCustomerKeys, insertClosureLines, listVisitsById } from './import-visits.queries.ts'
import {
  countVisitsOf,
  listOpeningVisits,
  listTouchedVisits,
  listVisitsOf,
  restoreVisit,
  withdrawVisits,
} from './undo-import.queries.ts'

const visitsAtOnce = 5_000
const touchedShown = 200
const reason = 'import taken back'

/** What taking an import back would do, with the records somebody worked on since. */
export async function previewUndo(ctx: Ctx, operationId: string): Promise<UndoPreview> {
  const cards = await cardsOfOperation(ctx, operationId)
  const edited = await cardsOfEditedCustomers(ctx, operationId)
  const touchedCards = [...new Set([...cards.touched, ...edited])]
  const visits = await listTouchedVisits(ctx, operationId)
  const changes = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'visits')
  const ofCards = await listOpeningVisits(ctx, touchedCards, touchedShown)
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    visits.flatMap((visit) => (visit.received_by ? [visit.received_by] : [])),
  )
  const touched = [
    ...ofCards.map((row) => ({
      id: row.opportunity_id,
      record: 'cards' as const,
      name: row.name,
      day: row.business_day,
    })),
    ...visits.map((row) => ({
      id: row.id,
      record: 'visits' as const,
      name: (row.received_by && names.get(row.received_by)) ?? null,
      day: row.business_day,
    })),
  ]
  return {
    withdrawn: {
      visits: await countVisitsOf(ctx, operationId),
      cards: cards.untouched.length + cards.touched.length,
    },
    restored: changes.length,
    touched: touched.slice(0, touchedShown),
    touchedTotal: touchedCards.length + visits.length,
  }
}

/**
 * Takes a register back: marks what it made as withdrawn and puts back what it changed, so that the
 * numbers are what they were. Records somebody worked on since stay unless `withTouched`; a card
 * that stays keeps its customer and the visit that opened it (rules.md, As of, undo, erase).
 */
export async function takeRegisterBack(
  ctx: Ctx,
  operationId: string,
  { withTouched, finishedAt }: { withTouched: boolean; finishedAt: Date | null },
): Promise<TakenBackCounts> {
  const touchedVisits = withTouched ? [] : await listTouchedVisits(ctx, operationId)
  const cards = await takeBackCards(ctx, operationId, {
    withTouched,
    keep: [
      ...(withTouched ? [] : await cardsOfEditedCustomers(ctx, operationId)),
      ...touchedVisits.flatMap(({ outcome, opportunity_id }) =>
        outcome === 'filed' && opportunity_id ? [opportunity_id] : [],
      ),
    ],
  })
  const stay = { cards: new Set(cards.kept), visits: new Set(touchedVisits.map(({ id }) => id)) }
  const visits = await withdrawAll(ctx, operationId, stay)
  const replaced = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'opportunities')
  // Before the visits: what is kept of them opens with the keys of these customers.
  if (finishedAt)
    await restoreCards(
      ctx,
      replaced.map((one) => ({ id: one.record_id, customerId: one.customer_id ?? '' })),
      finishedAt,
    )
  const changed = await restoreAll(ctx, operationId, { ...stay, withTouched })

  return {
    withdrawn: visits.withdrawn + cards.withdrawn.length,
    restored: changed.restored,
    kept: visits.kept + cards.kept.length + changed.kept,
  }
}

/** Cards of customers whose own data somebody edited since. */
async function cardsOfEditedCustomers(ctx: Ctx, operationId: string): Promise<string[]> {
  const edited = (await customersOfOperation(ctx, operationId)).filter((c) => c.isChanged)
  const cards = await openCardsOf(
    ctx,
    edited.map((customer) => customer.id),
  )
  return [...cards.values()].map((card) => card.id)
}

interface Staying {
  cards: ReadonlySet<string>
  visits: ReadonlySet<string>
}

async function withdrawAll(
  ctx: Ctx,
  operationId: string,
  stay: Staying,
): Promise<{ withdrawn: number; kept: number }> {
  const counts = { withdrawn: 0, kept: 0 }
  let after: string | null = null
  for (;;) {
    const page: VisitRow[] = await listVisitsOf(ctx, operationId, after, visitsAtOnce)
    const last = page.at(-1)
    if (!last) return counts
    after = last.id
    const gone = page.filter(
      (visit) =>
        !stay.visits.has(visit.id) &&
        !(visit.outcome === 'filed' && stay.cards.has(visit.opportunity_id ?? '')),
    )
    counts.withdrawn += gone.length
    counts.kept += page.length - gone.length
    if (gone.length === 0) continue
    await withdrawVisits(
      ctx,
      gone.map((visit) => visit.id),
    )
    await insertClosureLines(
      ctx,
      gone.map((visit) => ({
        ...visit,
        id: uuidv7(),
        visit_id: visit.id,
        outcome: 'withdrawn',
      })),
      reason,
    )
  }
}

async function restoreAll(
  ctx: Ctx,
  operationId: string,
  stay: Staying & { withTouched: boolean },
): Promise<{ restored: number; kept: number }> {
  const changes = await listOperationChanges(ctx.tx, ctx.store.id, operationId, 'visits')
  const now = new Map(
    (
      await listVisitsById(
        ctx,
        changes.map((change) => change.record_id),
      )
    ).map((visit) => [visit.id, visit]),
  )
  const keys = await findCustomerKeys(
    ctx,
    changes.flatMap((change) => (change.customer_id ? [change.customer_id] : [])),
  )
  const counts = { restored: 0, kept: 0 }
  for (const change of changes) {
    const current = now.get(change.record_id)
    if (!current || current.withdrawn_at !== null) continue
    const was = openVisit(ctx, change, keys)
    const isTouched = !versionMark(current.version).equals(change.after_fingerprint)
    const hasKeptCard = stay.cards.has(current.opportunity_id ?? '')
    if (!was || hasKeptCard || (isTouched && !stay.withTouched)) {
      counts.kept += 1
      continue
    }
    await restoreVisit(ctx, was)
    await insertClosureLines(ctx, [{ ...was, id: uuidv7(), visit_id: was.id }], reason)
    counts.restored += 1
  }
  return counts
}
