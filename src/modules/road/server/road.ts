import { type Ctx, can } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { ownersWithin } from '#modules/customers/index.ts'
import { readCard, readCardsOfCustomer } from '#modules/opportunities/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { type Needs, type Presentation, type Road, roadError, roadEvents } from '../contract.ts'
import { type RoadStep, stepWords } from '#shared/road-steps.ts'
import { factSteps, inTheWay, pathOf, type StepRecord } from './path.ts'
import {
  type CardRow,
  findCardRow,
  findMark,
  findNeeds,
  findPurchaseSigns,
  firstContactAfter,
  insertMark,
  listFacts,
  listMarks,
  listPresentations,
  type MarkRow,
  type NeedsRow,
  type PresentationRow,
  withdrawMark,
} from './road.queries.ts'
import { requiredOf, wordsOf } from './words.ts'

const closedStates = ['lost', 'terminated']

/** The road of a card the actor may see. */
export async function readRoad(ctx: Ctx, cardId: string): Promise<Road> {
  await readCard(ctx, cardId)
  const card = await findCardRow(ctx, cardId)
  if (!card) throw coreError('core.not_found')
  return presentRoad(ctx, card)
}

/** The road of a customer's open card, else of the last one; null without a card one may see. */
export async function readRoadOfCustomer(ctx: Ctx, customerId: string): Promise<Road | null> {
  const [card] = await readCardsOfCustomer(ctx, customerId)
  return card ? readRoad(ctx, card.id) : null
}

/** A card the actor may work on, locked; a card that ended is refused. */
export async function lockCard(ctx: Ctx, cardId: string): Promise<CardRow> {
  await readCard(ctx, cardId)
  const card = await findCardRow(ctx, cardId, true)
  if (!card || !(await mayWork(ctx, card))) throw coreError('core.not_found')
  if (closedStates.includes(card.state)) throw roadError('road.card_closed')
  return card
}

async function mayWork(ctx: Ctx, card: CardRow): Promise<boolean> {
  if (!can(ctx, 'opportunities.write')) return false
  const people = await ownersWithin(ctx, 'opportunities.write')
  return people === null || people.includes(card.owner_id)
}

async function recordsOf(
  ctx: Ctx,
  card: CardRow,
): Promise<{ records: Map<RoadStep, StepRecord>; marks: MarkRow[] }> {
  const facts = await listFacts(ctx, card.id)
  const marks = await listMarks(ctx, card.id)
  const records = new Map<RoadStep, StepRecord>()
  const put = (step: RoadStep, some: StepRecord) =>
    records.set(step, { ...records.get(step), ...some })
  for (const fact of facts)
    if (fact.step !== 'quoted')
      put(fact.step as RoadStep, { fact: { at: fact.at, by: fact.actor_id } })
  // A card opened at a visit has been met.
  if (card.opened_visit_id && !records.get('first_contact')?.fact)
    put('first_contact', { fact: { at: card.opened_at, by: card.owner_id } })
  const delivered = records.get('delivery')?.fact
  if (delivered) {
    const after = await firstContactAfter(ctx, card.customer_id, delivered.at)
    if (after) put('after_work', { fact: { at: after.at, by: after.person_id } })
  }
  for (const mark of marks)
    if (mark.kind !== 'item')
      put(mark.step as RoadStep, {
        mark: {
          id: mark.id,
          kind: mark.kind as 'done' | 'skipped',
          at: mark.at,
          by: mark.actor_id,
          reason: mark.reason,
        },
      })
  return { records, marks }
}

async function presentRoad(ctx: Ctx, card: CardRow): Promise<Road> {
  const { records, marks } = await recordsOf(ctx, card)
  const words = await wordsOf(ctx)
  const required = requiredOf(ctx)
  const { states, next } = pathOf(records, {
    isOpen: !closedStates.includes(card.state),
    required,
  })
  const needs = await findNeeds(ctx, card.id)
  const presentations = await listPresentations(ctx, card.id)
  const named = await namesFor(ctx, records, marks, needs, presentations)
  const at = ctx.locale === 'zh' ? 0 : 1
  return {
    opportunityId: card.id,
    customerId: card.customer_id,
    customerName: card.customer_name,
    cardState: card.state,
    stage: card.stage,
    seriesId: card.series_id,
    isMine: await mayWork(ctx, card),
    next,
    steps: [...states].map(([step, state]) => {
      const held = words.get(step)?.words
      const { fact, mark } = records.get(step) ?? {}
      return {
        step,
        state,
        isRequired: required.includes(step),
        how: fact ? ('fact' as const) : mark ? ('tick' as const) : null,
        at: (fact ?? mark)?.at.toISOString() ?? null,
        by: named((fact ?? mark)?.by),
        reason: fact ? '' : (mark?.reason ?? ''),
        markId: fact ? null : (mark?.id ?? null),
        todo: held?.todo[at] || held?.todo[0] || '',
        say: held?.say[at] || held?.say[0] || '',
        items: (held?.items ?? []).map((item) => {
          const tick = marks.find(
            (one) => one.kind === 'item' && one.step === step && one.item === item.key,
          )
          return {
            key: item.key,
            text: at === 0 ? item.zh : item.en || item.zh,
            markId: tick?.id ?? null,
            at: tick?.at.toISOString() ?? null,
            by: named(tick?.actor_id),
          }
        }),
      }
    }),
    needs: needs ? presentNeeds(needs, named) : null,
    proposedType: await proposedType(ctx, card.id),
    presentations: await presentShown(ctx, presentations, named),
  }
}

/**
 * A trade-in speaks of a replacement, a car bought here before of an additional one, a company of its
 * own kind. That it is the first car nobody can tell from what is on record.
 */
async function proposedType(ctx: Ctx, cardId: string): Promise<Road['proposedType']> {
  const signs = await findPurchaseSigns(ctx, cardId)
  const [code, why] = signs?.has_trade_in
    ? (['replacement', 'trade_in'] as const)
    : signs?.is_company
      ? (['fleet', 'company'] as const)
      : signs?.has_car
        ? (['additional', 'owner'] as const)
        : []
  if (code === undefined) return null
  const offered = await listOptions(ctx.tx, ctx.store.groupId, 'purchase_type', ctx.store.id)
  const option = offered.find((one) => one.code === code)
  return option ? { id: option.id, why } : null
}

type Named = (id: string | null | undefined) => string | null

async function namesFor(
  ctx: Ctx,
  records: ReadonlyMap<RoadStep, StepRecord>,
  marks: readonly MarkRow[],
  needs: NeedsRow | undefined,
  presentations: readonly PresentationRow[],
): Promise<Named> {
  const ids = [
    ...[...records.values()].flatMap(({ fact, mark }) => [fact?.by, mark?.by]),
    ...marks.map((mark) => mark.actor_id),
    needs?.changed_by,
    ...presentations.map((one) => one.person_id),
  ]
  const names = await nameOfPeople(
    ctx.tx,
    ctx.store.groupId,
    ids.filter((id): id is string => typeof id === 'string'),
  )
  return (id) => (id ? (names.get(id) ?? null) : null)
}

function presentNeeds(row: NeedsRow, named: Named): Needs {
  return {
    purchaseTypeId: row.purchase_type_id,
    purposeId: row.purpose_id,
    purpose: row.purpose,
    budgetFromFen: row.budget_from_fen,
    budgetToFen: row.budget_to_fen,
    seats: row.seats,
    fuel: row.fuel as Needs['fuel'],
    mustHaves: row.must_haves,
    decisionMaker: row.decision_maker,
    timing: row.timing,
    currentCar: row.current_car,
    rivalIds: row.rival_ids,
    rivalsText: row.rivals_text,
    payment: row.payment as Needs['payment'],
    note: row.note,
    changedAt: row.changed_at.toISOString(),
    changedBy: named(row.changed_by),
    version: row.version,
  }
}

async function presentShown(
  ctx: Ctx,
  rows: readonly PresentationRow[],
  named: Named,
): Promise<Presentation[]> {
  const series = rows.length === 0 ? [] : await listSeries(ctx.tx, ctx.store.groupId)
  return rows.map((row) => {
    const car = series.find((one) => one.id === row.series_id)
    return {
      id: row.id,
      at: row.at.toISOString(),
      personName: named(row.person_id),
      seriesId: row.series_id,
      seriesName: car ? (ctx.locale === 'zh' ? car.name : car.nameEn || car.name) : null,
      shown: row.shown as Presentation['shown'],
      liked: row.liked,
      doubts: row.doubts,
      rivalIds: row.rival_ids,
    }
  })
}

const nameOf = (ctx: Ctx, step: RoadStep) => say(stepWords[step], ctx.locale)

/** Throws `road.required_open` where a required step before this one is neither done nor skipped. */
export async function assertOpen(ctx: Ctx, card: CardRow, step: RoadStep): Promise<void> {
  const required = requiredOf(ctx)
  if (required.length === 0) return
  const { records } = await recordsOf(ctx, card)
  const { states } = pathOf(records, { isOpen: true, required })
  const first = inTheWay(states, required, step)
  if (first) throw roadError('road.required_open', { step: nameOf(ctx, first), stepKey: first })
}

/** What quotes, test drives and deliveries ask before they begin. */
export async function guardStep(ctx: Ctx, cardId: string, step: RoadStep): Promise<void> {
  if (requiredOf(ctx).length === 0) return
  const card = await findCardRow(ctx, cardId)
  if (card) await assertOpen(ctx, card, step)
}

/**
 * Ticks a step or a line of its list, or skips a step with a reason. Steps done by what is on record
 * cannot be ticked; a required one is skipped by who manages the road only.
 */
export async function mark(
  ctx: Ctx,
  cardId: string,
  given: {
    id?: string | undefined
    step: RoadStep
    kind: 'done' | 'skipped' | 'item'
    item: string
    reason: string
  },
): Promise<Road> {
  const card = await lockCard(ctx, cardId)
  const id = given.id ?? uuidv7()
  if (await findMark(ctx, id)) return presentRoad(ctx, card)
  await assertMarkable(ctx, card, given)
  const isNew = await insertMark(ctx, {
    store_id: ctx.store.id,
    id,
    opportunity_id: card.id,
    customer_id: card.customer_id,
    step: given.step,
    kind: given.kind,
    item: given.kind === 'item' ? given.item : '',
    reason: maskPhonesInText(given.reason),
    at: ctx.now,
    actor_id: ctx.actor.personId,
  })
  if (isNew)
    noteRoad(ctx, card, `road.${given.kind}`, { step: given.step, item: given.item }, given.reason)
  return presentRoad(ctx, card)
}

async function assertMarkable(
  ctx: Ctx,
  card: CardRow,
  given: { step: RoadStep; kind: string; item: string; reason: string },
): Promise<void> {
  const { step, kind } = given
  const words = { step: nameOf(ctx, step) }
  if (kind === 'item') {
    const items = (await wordsOf(ctx)).get(step)?.words.items ?? []
    if (!items.some((item) => item.key === given.item)) throw roadError('road.no_such_item')
    return
  }
  const { records } = await recordsOf(ctx, card)
  if (records.get(step)?.fact) throw roadError('road.done_by_facts', words)
  if (kind === 'skipped') {
    if (given.reason.length < 2) throw roadError('road.reason_needed')
    if (requiredOf(ctx).includes(step) && !can(ctx, 'road.manage', 'store'))
      throw roadError('road.required_not_skipped', words)
    return
  }
  if (factSteps.includes(step)) throw roadError('road.facts_needed', words)
  await assertOpen(ctx, card, step)
}

/** Takes a tick or a skipping back. */
export async function unmark(ctx: Ctx, id: string): Promise<Road> {
  const row = await findMark(ctx, id)
  if (!row) throw coreError('core.not_found')
  const card = await lockCard(ctx, row.opportunity_id)
  if (row.withdrawn_at === null) {
    await withdrawMark(ctx, id)
    noteRoad(ctx, card, 'road.unmarked', { step: row.step, kind: row.kind })
  }
  return presentRoad(ctx, card)
}

/** Keeps a change of a card's road in the trail and tells the listening screens. */
export function noteRoad(
  ctx: Ctx,
  card: Pick<CardRow, 'id' | 'customer_id'>,
  action: string,
  detail: Record<string, unknown>,
  reason?: string,
): void {
  audit(ctx, {
    action,
    recordType: 'opportunity',
    recordId: card.id,
    customer: { id: card.customer_id, sealedKey: null },
    detail,
    ...(reason ? { reason } : {}),
  })
  announce(ctx, {
    type: roadEvents.changed,
    recordId: card.id,
    data: { customerId: card.customer_id },
  })
}
