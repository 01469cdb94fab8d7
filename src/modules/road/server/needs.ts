import { type Ctx, personOf } from '#foundation/ctx.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Needs, type Road, roadError } from '../contract.ts'
import { assertOpen, lockCard, noteRoad, readRoad } from './road.ts'
import {
  findNeeds,
  findPresentation,
  insertNeeds,
  insertPresentation,
  updateNeeds,
  withdrawPresentationRow,
} from './road.queries.ts'

type Fields = {
  [K in keyof Omit<Needs, 'changedAt' | 'changedBy' | 'version'>]?: Needs[K] | undefined
}

/**
 * Records what a customer needs; fields not named stay. Throws `core.stale_version` with the needs as
 * they are now when somebody wrote them meanwhile.
 */
export async function writeNeeds(
  ctx: Ctx,
  cardId: string,
  given: Fields & { version: number },
): Promise<Road> {
  const card = await lockCard(ctx, cardId)
  const before = await findNeeds(ctx, cardId)
  if ((before?.version ?? 0) !== given.version) {
    const { needs } = await readRoad(ctx, cardId)
    throw coreError('core.stale_version', { current: needs })
  }
  const columns = columnsOf(given)
  await assertOffered(ctx, 'purchase_type', columns.purchase_type_id, before?.purchase_type_id)
  await assertOffered(ctx, 'purpose', columns.purpose_id, before?.purpose_id)
  const from = columns.budget_from_fen ?? before?.budget_from_fen ?? null
  const to = columns.budget_to_fen ?? before?.budget_to_fen ?? null
  if (from !== null && to !== null && to < from) throw roadError('road.budget_backwards')
  const stamp = { changed_at: ctx.now, changed_by: ctx.actor.personId }
  const first = { recorded_at: ctx.now, recorded_by: personOf(ctx) }
  // What came with the card is no needs talk: the first one opens the step.
  if (given.version === 0) await assertOpen(ctx, card, 'needs')
  if (before)
    await updateNeeds(ctx, cardId, before.version, {
      ...columns,
      ...stamp,
      ...(before.version === 0 ? first : {}),
    })
  else
    await insertNeeds(ctx, {
      store_id: ctx.store.id,
      id: card.id,
      opportunity_id: card.id,
      customer_id: card.customer_id,
      ...columns,
      ...stamp,
      ...first,
    })
  noteRoad(ctx, card, 'road.needs_recorded', { fields: Object.keys(columns) })
  return readRoad(ctx, cardId)
}

/** A newly chosen option must be one the store offers; one chosen before may rest meanwhile. */
async function assertOffered(
  ctx: Ctx,
  kind: 'purchase_type' | 'purpose',
  chosen: string | null | undefined,
  before: string | null | undefined,
): Promise<void> {
  if (!chosen || chosen === before) return
  const offered = await listOptions(ctx.tx, ctx.store.groupId, kind, ctx.store.id)
  if (!offered.some((one) => one.id === chosen)) throw roadError('road.unknown_option')
}

function columnsOf(given: Fields) {
  const text = (value: string | undefined) =>
    value === undefined ? undefined : maskPhonesInText(value)
  const columns = {
    purchase_type_id: given.purchaseTypeId,
    purpose_id: given.purposeId,
    purpose: text(given.purpose),
    budget_from_fen: given.budgetFromFen,
    budget_to_fen: given.budgetToFen,
    seats: given.seats,
    fuel: given.fuel,
    must_haves: text(given.mustHaves),
    decision_maker: text(given.decisionMaker),
    timing: text(given.timing),
    current_car: text(given.currentCar),
    rival_ids: given.rivalIds,
    rivals_text: text(given.rivalsText),
    payment: given.payment,
    note: text(given.note),
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<typeof columns>
}

/** Records what was shown and how the customer took it. */
export async function present(
  ctx: Ctx,
  cardId: string,
  given: {
    id?: string | undefined
    seriesId: string | null
    shown: readonly string[]
    liked: string
    doubts: string
    rivalIds: readonly string[]
  },
): Promise<Road> {
  const card = await lockCard(ctx, cardId)
  await assertOpen(ctx, card, 'presentation')
  await insertPresentation(ctx, {
    store_id: ctx.store.id,
    id: given.id ?? uuidv7(),
    opportunity_id: card.id,
    customer_id: card.customer_id,
    person_id: personOf(ctx),
    series_id: given.seriesId ?? card.series_id,
    shown: [...given.shown],
    liked: maskPhonesInText(given.liked),
    doubts: maskPhonesInText(given.doubts),
    rival_ids: [...given.rivalIds],
    at: ctx.now,
    recorded_at: ctx.now,
  })
  noteRoad(ctx, card, 'road.presented', { shown: given.shown })
  return readRoad(ctx, cardId)
}

/** Withdraws a presentation that was entered by mistake. */
export async function unpresent(ctx: Ctx, id: string): Promise<Road> {
  const row = await findPresentation(ctx, id)
  if (!row) throw coreError('core.not_found')
  const card = await lockCard(ctx, row.opportunity_id)
  if (row.withdrawn_at === null) {
    await withdrawPresentationRow(ctx, id)
    noteRoad(ctx, card, 'road.presentation_withdrawn', { id })
  }
  return readRoad(ctx, card.id)
}
