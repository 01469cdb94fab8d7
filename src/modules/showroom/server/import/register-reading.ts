import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { insertOperationChanges } from '#foundation/operations/operations.queries.ts'
import type { SheetRow } from '#foundation/sheets/cell.ts'
import { listConsultants } from '#modules/access/index.ts'
import { customersError } from '#modules/customers/contract.ts'
import { importError } from '#modules/imports/contract.ts'
import type {
  ImportChoices,
  ImportRun,
  JudgedLine,
  OpenedImport,
  Portion,
  RowSource,
} from '#modules/imports/index.ts'
import {
  type ImportedCard,
  planAndInsertCards,
  withdrawUnusedCards,
} from '#modules/opportunities/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { compareLevels, type IntentLevel } from '#shared/intent-level.ts'
import type { ClassifiedRegister, RegisterLine } from '../register/classify-register.ts'
import { todayOf } from '../standings.ts'
import { changeVisits, versionMark } from './change-visits.ts'
import {
  insertClosureLines,
  insertImportedVisits,
  listCardsInUse,
  type VisitLine,
} from './import-visits.queries.ts'
import { createPlanner, type PlannedLine } from './plan-lines.ts'
import { readRegister } from './read-register.ts'
import { cardOf, instantReader, visitOf } from './visit-line.ts'
import { createVisitTally } from './visit-tally.ts'

const linesAtOnce = 2_000
const cardsAtOnce = 5_000

/** Opens a staged register as this store understands it. */
export async function openRegister(
  ctx: Ctx,
  source: RowSource,
  choices: ImportChoices,
): Promise<OpenedImport> {
  const rows: SheetRow[] = []
  // Days, numbers and lines typed twice are told from the whole register, so all of it is looked at.
  for await (const some of source.portions()) rows.push(...some)
  const register = await readRegister(ctx, rows, choices)
  const tally = createVisitTally()
  let unknown: ClassifiedRegister['unknown'] = { consultants: [], series: [], sources: [] }
  return {
    mapping: register.mapping,
    missing: [],
    async *lines(run) {
      const classified = await register.classify()
      unknown = classified.unknown
      yield* judgeAll(ctx, { rows, lines: classified.lines, tally }, run)
    },
    unknown: () => ({
      consultants: unknown.consultants.slice(0, wordsShown).map((word) => ({
        ...shown(word),
        choice: null,
      })),
      series: unknown.series.slice(0, wordsShown).map(shown),
      sources: unknown.sources.slice(0, wordsShown).map(shown),
    }),
    extra: tally.counts,
  }
}

const wordsShown = 200

function shown({ text, rows }: { text: string; rows: number[] }) {
  return { text: text.slice(0, 200), lines: rows.length, firstRow: rows[0] ?? 0 }
}

/**
 * Judges a register and, with a run, writes it within one transaction, so that it is never half
 * there: visits with their closings, changed lines with their inverse, and last the cards of new
 * prospects with their first promises, hottest first.
 */
async function* judgeAll(
  ctx: Ctx,
  register: {
    rows: readonly SheetRow[]
    lines: readonly RegisterLine[]
    tally: ReturnType<typeof createVisitTally>
  },
  run: ImportRun | undefined,
): AsyncGenerator<Portion> {
  const { rows, lines, tally } = register
  const cellsOf = new Map(rows.map(({ row, cells }) => [row, cells]))
  const judged = (line: RegisterLine, outcome: JudgedLine['outcome']): JudgedLine => ({
    row: line.row,
    outcome,
    reasons: line.reasons,
    doubts: line.doubts,
    sameAs: line.sameAs,
    identity: line.identity,
    cells: cellsOf.get(line.row) ?? [],
  })
  const planLines = createPlanner(
    ctx,
    lines.filter((line) => line.outcome === 'taken'),
  )
  const writer = run && (await createWriter(ctx, run.operationId))
  // Cards weigh as much as the lines they come from; how many there are is known at the end.
  let total = lines.length * (run ? 2 : 1)
  let done = 0
  let writing: Promise<void> | undefined
  for (let from = 0; from < lines.length && !run?.isStopped(); from += linesAtOnce) {
    const some = lines.slice(from, from + linesAtOnce)
    const planned = await planLines(some.filter((line) => line.outcome === 'taken'))
    tally.add(planned)
    await writing
    writing = writer?.writeVisits(planned)
    // While the database writes this portion, the next one is planned; a failure is met there.
    writing?.catch(() => {})
    const outcomes = new Map(planned.map(({ line, action }) => [line.row, outcomeOf[action]]))
    done += some.length
    yield {
      lines: some.map((line) =>
        judged(
          line,
          line.outcome === 'taken' ? (outcomes.get(line.row) ?? 'unchanged') : line.outcome,
        ),
      ),
      done,
      total,
    }
  }
  await writing
  if (!writer) return
  total = done + writer.cardCount()
  for await (const cards of writer.writeCards()) yield { lines: [], done: done + cards, total }
  await writer.finish()
  yield { lines: [], done: total, total }
}

const outcomeOf = { insert: 'new', update: 'updated', unchanged: 'unchanged' } as const

/** Keeps what must wait for the end of the register: cards, and cards that became somebody else's. */
async function createWriter(ctx: Ctx, operationId: string) {
  const instants = instantReader(ctx.store.timeZone)
  const fallbackOwner = await fallbackOwnerOf(ctx)
  const cards: ImportedCard[] = []
  const replaced: string[] = []
  let position = 0
  return {
    cardCount: () => cards.length,
    async writeVisits(planned: readonly PlannedLine[]): Promise<void> {
      const written = planned
        .filter(({ action }) => action !== 'unchanged')
        .map((plan) => ({ plan, visit: visitOf(ctx, plan, instants) }))
      for (const { plan, visit } of written) {
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
      position += changes.records.length
      await insertOperationChanges(ctx.tx, changes.records)
    },
    writeCards: () => addCards(ctx, operationId, cards),
    async finish(): Promise<void> {
      await withdrawReplaced(ctx, operationId, replaced, position)
    },
  }
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
async function* addCards(
  ctx: Ctx,
  operationId: string,
  cards: ImportedCard[],
): AsyncGenerator<number> {
  const rank = (card: ImportedCard): IntentLevel => card.level ?? 'C'
  cards.sort((a, b) => compareLevels(rank(a), rank(b)))
  for (let from = 0; from < cards.length; from += cardsAtOnce) {
    const some = cards.slice(from, from + cardsAtOnce)
    const { skipped } = await planAndInsertCards(ctx, some, { operationId, fromDay: todayOf(ctx) })
    if (skipped.length > 0) throw customersError('customers.phone_taken')
    await setImmediate()
    yield Math.min(from + cardsAtOnce, cards.length)
  }
}

/** Who takes a filed line that names no consultant: who imports it, if they receive visitors, else the first who does. */
async function fallbackOwnerOf(ctx: Ctx): Promise<string | undefined> {
  const consultants = await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)
  const importer = consultants.find((person) => person.id === ctx.actor.personId)
  return (importer ?? consultants[0])?.id
}

function ownerFor(plan: PlannedLine, fallback: string | undefined): string {
  if (fallback === undefined) throw importError('imports.no_owner', { row: plan.line.row })
  return fallback
}
