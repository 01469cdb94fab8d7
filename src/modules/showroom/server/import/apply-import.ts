import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import { listConsultants } from '#modules/access/index.ts'
import { customersError } from '#modules/customers/contract.ts'
import {
  type ImportedCard,
  planAndInsertCards,
  withdrawUnusedCards,
} from '#modules/opportunities/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { compareLevels, type IntentLevel } from '#shared/intent-level.ts'
import { type ImportCounts, importError } from '../../contracts/import.ts'
import { todayOf } from '../rotation.ts'
import { markDaysDirty } from '../visits.queries.ts'
import { changeVisits, versionMark } from './change-visits.ts'
import { createTally, linesAtOnce } from './dry-run.ts'
import {
  insertClosureLines,
  insertImportedVisits,
  listCardsInUse,
  type VisitLine,
} from './import-visits.queries.ts'
import { createPlanner, type PlannedLine } from './plan-lines.ts'
import type { ReadRegister } from './read-register.ts'
import { cardOf, instantReader, visitOf } from './visit-line.ts'

const cardsAtOnce = 5_000

/** Called with the work done so far; throws when the import was cancelled. */
export type Progress = (done: number, total: number) => Promise<void>

/**
 * Writes a register within one transaction, so that it is never half there: visits with their
 * closings, changed lines with their inverse, and last the cards of new prospects with their first
 * promises, hottest first. Marks the days whose numbers change.
 */
export async function applyImport(
  ctx: Ctx,
  operationId: string,
  register: ReadRegister,
  progress: Progress,
): Promise<ImportCounts> {
  const taken = register.classified.lines.filter((line) => line.outcome === 'taken')
  const planLines = createPlanner(ctx, taken)
  const tally = createTally(register.classified)
  const instants = instantReader(ctx.store.timeZone)
  const fallbackOwner = await fallbackOwnerOf(ctx)
  const cards: ImportedCard[] = []
  const days = new Set<string>()
  const replaced: string[] = []
  // Cards weigh as much as the lines they come from; how many there are is known at the end.
  let total = taken.length * 2
  let position = 0
  for (let from = 0; from < taken.length; from += linesAtOnce) {
    const planned = await planLines(taken.slice(from, from + linesAtOnce))
    tally.add(planned)
    const written = planned
      .filter(({ action }) => action !== 'unchanged')
      .map((plan) => ({ plan, visit: visitOf(ctx, plan, instants) }))
    for (const { plan, visit } of written) {
      days.add(visit.business_day)
      const former = plan.existing?.outcome === 'filed' ? plan.existing.opportunityId : null
      if (former !== null && former !== plan.opportunityId) replaced.push(former)
      if (plan.isNewProspect)
        cards.push(cardOf(ctx, plan, visit, visit.received_by ?? ownerFor(plan, fallbackOwner)))
    }
    await addVisits(
      ctx,
      operationId,
      written.filter(({ plan }) => plan.action === 'insert').map(({ visit }) => visit),
    )
    const changes = await changeVisits(
      ctx,
      operationId,
      written.filter(({ plan }) => plan.action === 'update').map(({ visit }) => visit),
      position,
    )
    for (const day of changes.days) days.add(day)
    position += changes.records.length
    await insertOperationChanges(ctx.tx, changes.records)
    await progress(Math.min(from + linesAtOnce, taken.length), total)
    await setImmediate()
  }
  total = taken.length + cards.length
  await addCards(ctx, operationId, cards, (done) => progress(taken.length + done, total))
  await withdrawReplaced(ctx, operationId, replaced, position)
  await markDaysDirty(ctx.tx, ctx.store.id, [...days], todayOf(ctx), ctx.now)
  return tally.counts()
}

async function addVisits(ctx: Ctx, operationId: string, visits: VisitLine[]): Promise<void> {
  if (visits.length === 0) return
  const added = await insertImportedVisits(ctx, visits, operationId)
  // Somebody else wrote one of these lines meanwhile: the caller begins anew.
  if (added < visits.length) throw customersError('customers.phone_taken')
  await insertClosureLines(
    ctx,
    visits.map((visit) => ({
      ...visit,
      id: uuidv7(),
      visit_id: visit.id,
      is_returning: false,
      is_flagged: false,
    })),
    'import',
  )
}

/** Cards whose own line says somebody else now; those that other visits belong to stay. */
async function withdrawReplaced(
  ctx: Ctx,
  operationId: string,
  cardIds: string[],
  position: number,
): Promise<void> {
  if (cardIds.length === 0) return
  const inUse = new Set(await listCardsInUse(ctx, cardIds))
  const withdrawn = await withdrawUnusedCards(
    ctx,
    cardIds.filter((id) => !inUse.has(id)),
  )
  await insertOperationChanges(
    ctx.tx,
    withdrawn.map((card, index) => ({
      store_id: ctx.store.id,
      operation_id: operationId,
      position: position + index,
      table_name: 'opportunities',
      record_id: card.id,
      customer_id: card.customerId,
      before_sealed: null,
      after_fingerprint: versionMark(1),
    })),
  )
}

/** H first over the whole import, in portions: promises planned before are counted by the planner. */
async function addCards(
  ctx: Ctx,
  operationId: string,
  cards: ImportedCard[],
  progress: (done: number) => Promise<void>,
): Promise<void> {
  const rank = (card: ImportedCard): IntentLevel => card.level ?? 'C'
  cards.sort((a, b) => compareLevels(rank(a), rank(b)))
  for (let from = 0; from < cards.length; from += cardsAtOnce) {
    const some = cards.slice(from, from + cardsAtOnce)
    const { skipped } = await planAndInsertCards(ctx, some, { operationId, fromDay: todayOf(ctx) })
    if (skipped.length > 0) throw customersError('customers.phone_taken')
    await progress(Math.min(from + cardsAtOnce, cards.length))
    await setImmediate()
  }
}

/** Who takes a filed line that names no consultant: who imports it, if they receive visitors, else the first who does. */
async function fallbackOwnerOf(ctx: Ctx): Promise<string | undefined> {
  const consultants = await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)
  const importer = consultants.find((person) => person.id === ctx.actor.personId)
  return (importer ?? consultants[0])?.id
}

function ownerFor(plan: PlannedLine, fallback: string | undefined): string {
  if (fallback === undefined) throw importError('showroom.import_no_owner', { row: plan.line.row })
  return fallback
}
