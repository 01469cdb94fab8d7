import { setImmediate } from 'node:timers/promises'
import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import {
  customersOfOperation,
  type ImportedCustomer,
  insertCustomers,
  type PreparedCustomer,
  prepareCustomers,
  restoreCustomers,
  takeBackCustomers,
} from '#modules/customers/index.ts'
import type { Day } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { FIRST_PROMISES_PER_DAY, planFirstPromises } from '#shared/promise.ts'
import type { Origin } from '../contracts/card.ts'
import { guideAmounts } from './amount.ts'
import { closedFrom } from './calendar.ts'
import { firstExpectation } from './expectation.ts'
import {
  countImportedPromises,
  insertCardColumns,
  insertHistoryColumns,
  insertPromiseColumns,
  listCardsOf,
  listCustomersWithCards,
  listUnusedCards,
  restoreCardRows,
  withdrawCards,
} from './import-cards.queries.ts'
import { needsStep } from './needs-step.ts'
import { levelLimitsOf } from './settings.ts'

export interface CardRow {
  id: string
  /** A known customer of this store, or the new one that is made with the card. */
  customer: { id: string } | (ImportedCustomer & { isNew: true })
  ownerId: string
  level?: IntentLevel | undefined
  expectedOn?: Day | undefined
  seriesId?: string | null
  seriesText?: string | null
  modelId?: string | null
  /** An option of the list `purchase_type`; kept with the needs of the card. */
  purchaseTypeId?: string | null
  sourceId?: string | null
  sourceText?: string | null
  note?: string
  openedOn: Day
  openedAt: Date
  visitId?: string | null
  isReturning?: boolean
  importIdentity?: string | null
}

const rowsAtOnce = 1_000
const historyPerCard = 6

/**
 * Makes many cards at once, for imports: customers, numbers, cards, their history and first
 * promises, set by set. First promises fall on open days from `fromDay` on, H first, at most 8 per
 * consultant and day. Gives the ids made; a card sent before, or of a customer who has an open
 * one, is skipped. A level is read as of the day the card was opened.
 */
export async function planAndInsertCards(
  ctx: Ctx,
  rows: readonly CardRow[],
  options: { operationId: string; fromDay: Day },
): Promise<{ made: string[]; skipped: string[] }> {
  const limits = levelLimitsOf(ctx.store)
  const prepared = rows.map((row) => ({
    row,
    expectation: firstExpectation(
      { expectedOn: row.expectedOn, level: row.level ?? 'C' },
      row.openedOn,
      limits,
    ),
  }))
  const due = await planDueDays(
    ctx,
    prepared.map(({ row, expectation }) => ({
      id: row.id,
      consultantId: row.ownerId,
      level: expectation.level,
    })),
    options.fromDay,
  )
  const made: string[] = []
  let next = sealSome(ctx, prepared.slice(0, rowsAtOnce))
  for (let from = 0; from < prepared.length; from += rowsAtOnce) {
    const saving = insertSome(ctx, next, due, options)
    // While the database writes this batch, the next one is sealed; a failure is met below.
    saving.catch(() => {})
    await setImmediate()
    next = sealSome(ctx, prepared.slice(from + rowsAtOnce, from + 2 * rowsAtOnce))
    made.push(...(await saving))
  }
  announce(ctx, {
    type: 'opportunities.imported',
    recordId: options.operationId,
    data: { count: made.length },
  })
  const isMade = new Set(made)
  return { made, skipped: rows.filter((r) => !isMade.has(r.id)).map((r) => r.id) }
}

interface Prepared {
  row: CardRow
  expectation: { level: IntentLevel; expected_on: Day; is_expected_estimated: boolean }
}

async function planDueDays(
  ctx: Ctx,
  cards: { id: string; consultantId: string; level: IntentLevel }[],
  fromDay: Day,
): Promise<Map<string, Day>> {
  const planned = new Map(
    (await countImportedPromises(ctx, fromDay)).map((r) => [`${r.owner_id} ${r.due_on}`, r.n]),
  )
  const isClosed = await closedFrom(ctx, fromDay)
  return planFirstPromises(
    cards,
    fromDay,
    isClosed,
    FIRST_PROMISES_PER_DAY,
    (consultantId, day) => planned.get(`${consultantId} ${day}`) ?? 0,
  )
}

interface Batch {
  cards: readonly Prepared[]
  customers: PreparedCustomer[]
}

function sealSome(ctx: Ctx, cards: readonly Prepared[]): Batch {
  const rows = cards.flatMap(({ row }) => ('isNew' in row.customer ? [row.customer] : []))
  return { cards, customers: prepareCustomers(ctx, rows) }
}

async function insertSome(
  ctx: Ctx,
  { cards: prepared, customers }: Batch,
  due: ReadonlyMap<string, Day>,
  options: { operationId: string; fromDay: Day },
): Promise<string[]> {
  await insertCustomers(ctx, customers, options.operationId)
  const rows = prepared.map((p) => p.row)
  const expectations = prepared.map((p) => p.expectation)
  const amounts = await guideAmounts(
    ctx,
    rows.map((r) => ({ seriesId: r.seriesId ?? null, modelId: r.modelId ?? null, quantity: 1 })),
  )
  const made = await insertCardColumns(
    ctx,
    {
      id: rows.map((r) => r.id),
      customerId: rows.map((r) => r.customer.id),
      ownerId: rows.map((r) => r.ownerId),
      level: expectations.map((e) => e.level),
      expectedOn: expectations.map((e) => e.expected_on),
      isEstimated: expectations.map((e) => e.is_expected_estimated),
      seriesId: rows.map((r) => r.seriesId ?? null),
      seriesText: rows.map((r) => (r.seriesText ? maskPhonesInText(r.seriesText) : null)),
      modelId: rows.map((r) => r.modelId ?? null),
      sourceId: rows.map((r) => r.sourceId ?? null),
      sourceText: rows.map((r) => (r.sourceText ? maskPhonesInText(r.sourceText) : null)),
      note: rows.map((r) => maskPhonesInText(r.note ?? '')),
      openedOn: rows.map((r) => r.openedOn),
      openedAt: rows.map((r) => r.openedAt),
      visitId: rows.map((r) => r.visitId ?? null),
      isReturning: rows.map((r) => r.isReturning ?? false),
      identity: rows.map((r) => r.importIdentity ?? null),
      origin: rows.map(originOfImported),
      amountFen: amounts,
    },
    options.operationId,
  )
  const isMade = new Set(made)
  const kept = prepared.filter(({ row }) => isMade.has(row.id))
  const repeated = <T>(values: T[]) => values.flatMap((v) => Array<T>(historyPerCard).fill(v))
  await insertHistoryColumns(
    ctx,
    {
      id: Array.from({ length: kept.length * historyPerCard }, () => uuidv7()),
      opportunityId: repeated(kept.map(({ row }) => row.id)),
      field: kept.flatMap(() => ['state', 'stage', 'level', 'owner', 'expected_on', 'origin']),
      to: kept.flatMap(({ row, expectation: e }) => [
        'active',
        '25',
        e.level,
        row.ownerId,
        e.expected_on,
        originOfImported(row),
      ]),
      effectiveOn: repeated(kept.map(({ row }) => row.openedOn)),
    },
    options.operationId,
  )
  await insertPromiseColumns(
    ctx,
    {
      id: kept.map(() => uuidv7()),
      opportunityId: kept.map(({ row }) => row.id),
      ownerId: kept.map(({ row }) => row.ownerId),
      dueOn: kept.map(({ row }) => due.get(row.id) ?? options.fromDay),
    },
    options.operationId,
  )
  await needsStep()?.write(
    ctx,
    kept.flatMap(({ row }) =>
      row.purchaseTypeId
        ? [
            {
              cardId: row.id,
              customerId: row.customer.id,
              ownerId: row.ownerId,
              purchaseTypeId: row.purchaseTypeId,
              at: row.openedAt,
            },
          ]
        : [],
    ),
  )
  return made
}

/** A line of a register came by its visit, as at the door; all others by the file. */
const originOfImported = (row: CardRow): Origin => (row.visitId ? 'visit' : 'import')

/** What taking an operation back would do: the cards nobody touched since, and those somebody did. */
export async function cardsOfOperation(
  ctx: Ctx,
  operationId: string,
): Promise<{ untouched: string[]; touched: string[] }> {
  const rows = await listCardsOf(ctx, operationId)
  return {
    untouched: rows.filter((r) => !r.is_touched).map((r) => r.id),
    touched: rows.filter((r) => r.is_touched).map((r) => r.id),
  }
}

/**
 * Takes an operation's cards back: marked, never deleted, with their promises, and the customers
 * it made who have no other card. Cards touched since stay unless `withTouched`; so do those in `keep`.
 */
export async function takeBackCards(
  ctx: Ctx,
  operationId: string,
  options: { withTouched: boolean; keep?: readonly string[] },
): Promise<{ withdrawn: string[]; kept: string[] }> {
  const { untouched, touched } = await cardsOfOperation(ctx, operationId)
  const keep = new Set([...(options.withTouched ? [] : touched), ...(options.keep ?? [])])
  const withdrawn = [...untouched, ...touched].filter((id) => !keep.has(id))
  if (withdrawn.length > 0) {
    await withdrawCards(ctx, withdrawn)
    await needsStep()?.takeBack(ctx, withdrawn)
  }
  const customers = (await customersOfOperation(ctx, operationId)).filter(
    (c) => options.withTouched || !c.isChanged,
  )
  const stay = new Set(
    await listCustomersWithCards(
      ctx,
      customers.map((c) => c.id),
    ),
  )
  await takeBackCustomers(
    ctx,
    customers.filter((c) => !stay.has(c.id)).map((c) => c.id),
  )
  announce(ctx, {
    type: 'opportunities.import_taken_back',
    recordId: operationId,
    data: { count: withdrawn.length },
  })
  return { withdrawn, kept: [...keep] }
}

/**
 * Withdraws imported cards whose line now says somebody else, with their customers, where nobody
 * worked on them; gives those withdrawn, for `restoreCards`.
 */
export async function withdrawUnusedCards(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; customerId: string }[]> {
  const unused = await listUnusedCards(ctx, [...ids])
  if (unused.length === 0) return []
  await withdrawCards(
    ctx,
    unused.map((card) => card.id),
  )
  const customers = unused.map((card) => card.customer_id)
  const stay = new Set(await listCustomersWithCards(ctx, customers))
  await takeBackCustomers(
    ctx,
    customers.filter((id) => !stay.has(id)),
  )
  return unused.map((card) => ({ id: card.id, customerId: card.customer_id }))
}

/** Puts back what `withdrawUnusedCards` withdrew at a moment. */
export async function restoreCards(
  ctx: Ctx,
  cards: readonly { id: string; customerId: string }[],
  at: Date,
): Promise<void> {
  if (cards.length === 0) return
  await restoreCustomers(
    ctx,
    cards.map((card) => card.customerId),
    at,
  )
  await restoreCardRows(
    ctx,
    cards.map((card) => card.id),
    at,
  )
}
