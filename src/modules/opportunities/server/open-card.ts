import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { setHolder } from '#modules/customers/index.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { firstDue } from '#shared/promise.ts'
import type { Origin } from '../contracts/card.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { amountAfter } from './amount.ts'
import { closedFrom } from './calendar.ts'
import { findOrCreate } from './card-party.ts'
import { belongsToOldOwner, collisionError } from './collision.ts'
import { type AskedExpectation, firstExpectation } from './expectation.ts'
import { type HistoryField, recordHistory } from './history.ts'
import { rulesOf } from './machine/rules.ts'
import { keepPurchaseType } from './needs-step.ts'
import {
  findCard,
  findColleague,
  findOpened,
  findStanding,
  insertContact,
  insertOpportunity,
  type Standing,
} from './opportunities.queries.ts'
import { originOf } from './origin.ts'
import { makePromise } from './promises.ts'
import { levelLimitsOf } from './settings.ts'
import { isOpen } from './states.ts'

export interface NewCard extends AskedExpectation {
  id?: string | undefined
  /** A customer of this store; else `customer` describes a new one, or finds one by number. */
  customerId?: string | undefined
  customer?:
    | {
        id?: string | undefined
        kind?: 'person' | 'company' | undefined
        name: string
        sex?: 'male' | 'female' | null | undefined
        householdId?: string | null | undefined
        /** Six digits of a city or district. */
        areaCode?: string | null | undefined
        phones: readonly string[]
        /** A manager allows a number another customer has. */
        sharedReason?: string | undefined
      }
    | undefined
  /** Who will own the card; a closed card younger than 30 days goes to its old owner all the same. */
  ownerId: string
  seriesId?: string | null | undefined
  seriesText?: string | null | undefined
  modelId?: string | null | undefined
  quantity?: number | undefined
  /** In fen; without it the quantity times the guide price. */
  expectedAmountFen?: number | undefined
  /** How it came; a card of a visit came by the visit unless said otherwise. */
  origin?: Origin | undefined
  originOptionId?: string | null | undefined
  /** An option of the list `purchase_type`; kept with the needs of the card. */
  purchaseTypeId?: string | null | undefined
  sourceId?: string | null | undefined
  sourceText?: string | null | undefined
  /** The course of the reception. */
  note?: string | undefined
  /** The visit at which it was opened, and its day where that is not today. */
  visit?: { id: string; receivedBy: string; day: Day; at: Date } | undefined
}

export interface OpenedCard {
  id: string
  customerId: string
  ownerId: string
  ownerName: string | null
  level: IntentLevel
  dueOn: Day | null
  isReturning: boolean
  decision: 'first_save' | 'reopened' | 'closed_within_30_days'
  /** False when the id was sent before: nothing was made. */
  isNew: boolean
}

/**
 * Makes a prospect card with its first promise. Takes care of whose customer it is (rules.md, Who
 * owns a customer): while a card is open no second is made — `opportunities.collision` tells who
 * holds it, `opportunities.already_open` that it is one's own. A resent id gives the first card.
 */
export async function openCard(ctx: Ctx, card: NewCard): Promise<OpenedCard> {
  const id = card.id ?? uuidv7()
  if (card.id !== undefined && (await findOpened(ctx, id))) return openedBefore(ctx, id)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const { customer, standing } = await findOrCreate(ctx, card)
  if (standing && isOpen(standing.state)) {
    if (standing.id === id) return openedBefore(ctx, id)
    throw collisionError(ctx, standing, card.ownerId)
  }

  const owner = await decideOwner(ctx, card.ownerId, standing, today)
  const expectation = firstExpectation(card, today, levelLimitsOf(ctx.store))
  const { openingStage } = await rulesOf(ctx)
  const wanted = {
    series_id: card.seriesId ?? null,
    model_id: card.modelId ?? null,
    quantity: card.quantity ?? 1,
    is_amount_typed: false,
  }
  const origin = await originOf(ctx, {
    origin: card.origin ?? (card.visit ? 'visit' : 'typed'),
    optionId: card.originOptionId ?? null,
  })
  const isReturning = standing !== undefined || customer.isOwner
  const isMade = await insertOpportunity(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customer.id,
    owner_id: owner.id,
    state: 'active',
    ...expectation,
    ...wanted,
    ...(await amountAfter(ctx, wanted, { amountFen: card.expectedAmountFen ?? null })),
    ...origin,
    stage: openingStage,
    series_text: card.seriesText ? maskPhonesInText(card.seriesText) : null,
    source_id: card.sourceId ?? null,
    source_text: card.sourceText ? maskPhonesInText(card.sourceText) : null,
    note: maskPhonesInText(card.note ?? ''),
    opened_on: card.visit?.day ?? today,
    opened_at: card.visit?.at ?? ctx.now,
    opened_visit_id: card.visit?.id ?? null,
    is_returning: isReturning,
    last_contact_on: card.visit?.day ?? today,
    last_contact_at: card.visit?.at ?? ctx.now,
  })
  // Somebody else was first between our look and our save.
  if (!isMade) return lostRace(ctx, id, customer.id, card.ownerId)
  if (!customer.isNew) await setHolder(ctx, customer.id, owner.id)

  const dueOn = firstDue(today, await closedFrom(ctx, today))
  // Named after the card, so that a device that made it can complete it before it knows more.
  await makePromise(ctx, { id, owner_id: owner.id }, { id, dueOn })
  await recordHistory(
    ctx,
    openingSteps(id, owner.id, { ...expectation, stage: openingStage, origin: origin.origin }),
    {
      reason: owner.decision,
      today: card.visit?.day ?? today,
    },
  )
  if (card.purchaseTypeId)
    await keepPurchaseType(ctx, {
      cardId: id,
      customerId: customer.id,
      ownerId: owner.id,
      purchaseTypeId: card.purchaseTypeId,
      at: card.visit?.at ?? ctx.now,
    })
  if (card.visit) await noteReception(ctx, id, customer.id, card)
  audit(ctx, {
    action: 'opportunity.opened',
    recordType: 'opportunity',
    recordId: id,
    detail: {
      customerId: customer.id,
      ownerId: owner.id,
      decision: owner.decision,
      ...expectation,
    },
  })
  announce(ctx, {
    type: 'opportunities.opened',
    recordId: id,
    data: {
      customerId: customer.id,
      ownerId: owner.id,
      visitId: card.visit?.id ?? null,
      isReturning,
      decision: owner.decision,
    },
  })
  ctx.customerId = customer.id
  return {
    id,
    customerId: customer.id,
    ownerId: owner.id,
    ownerName: owner.name,
    level: expectation.level,
    dueOn,
    isReturning,
    decision: owner.decision,
    isNew: true,
  }
}

interface Owner {
  id: string
  name: string | null
  decision: OpenedCard['decision']
}

/** Before 30 days a closed card goes to its old owner, after that to whoever reopens it. */
async function decideOwner(
  ctx: Ctx,
  askedFor: string,
  standing: Standing | undefined,
  today: Day,
): Promise<Owner> {
  if (standing && standing.owner_id !== askedFor && belongsToOldOwner(standing, today))
    return {
      id: standing.owner_id,
      name: standing.owner_name,
      decision: 'closed_within_30_days',
    }
  const person = await findColleague(ctx, askedFor)
  if (!person) throw opportunitiesError('opportunities.no_such_owner')
  return { ...person, decision: standing ? 'reopened' : 'first_save' }
}

function openingSteps(
  opportunityId: string,
  ownerId: string,
  opening: { level: IntentLevel; expected_on: Day; stage: number; origin: Origin },
) {
  const step = (field: HistoryField, to: string) => ({
    opportunityId,
    field,
    from: null,
    to,
  })
  return [
    step('state', 'active'),
    step('stage', String(opening.stage)),
    step('level', opening.level),
    step('owner', ownerId),
    step('expected_on', opening.expected_on),
    step('origin', opening.origin),
  ]
}

/** The reception itself is the first contact on the timeline. */
async function noteReception(
  ctx: Ctx,
  opportunityId: string,
  customerId: string,
  card: NewCard,
): Promise<void> {
  if (!card.visit) return
  await insertContact(ctx, {
    store_id: ctx.store.id,
    id: uuidv7(),
    customer_id: customerId,
    opportunity_id: opportunityId,
    person_id: card.visit.receivedBy,
    at: card.visit.at,
    on_day: card.visit.day,
    method: 'visit',
    is_reached: true,
    result: 'received',
    note: maskPhonesInText(card.note ?? ''),
    visit_id: card.visit.id,
    recorded_at: ctx.now,
  })
}

/** The first answer again: the card as it is now (rules.md, Offline and retries). */
async function openedBefore(ctx: Ctx, id: string): Promise<OpenedCard> {
  const row = await findCard(ctx, id)
  if (!row) throw opportunitiesError('opportunities.wrong_state')
  ctx.customerId = row.customer_id
  return {
    id,
    customerId: row.customer_id,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    level: row.level,
    dueOn: row.due_on,
    isReturning: row.is_returning,
    decision: 'first_save',
    isNew: false,
  }
}

async function lostRace(
  ctx: Ctx,
  id: string,
  customerId: string,
  askedFor: string,
): Promise<OpenedCard> {
  if (await findOpened(ctx, id)) return openedBefore(ctx, id)
  const standing = await findStanding(ctx, customerId)
  if (!standing) throw opportunitiesError('opportunities.wrong_state')
  throw collisionError(ctx, standing, askedFor)
}
