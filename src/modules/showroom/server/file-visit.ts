import { type Ctx, personOf } from '#foundation/ctx.ts'
import { findCustomerByPhone } from '#modules/customers/index.ts'
import {
  findOpenCard,
  type NewCard,
  type OpenedCard,
  openCard,
} from '#modules/opportunities/index.ts'
import { addDays } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { lateFilingDays, showroomError } from '../contract.ts'
import { noteRepeatVisit } from './cards.ts'
import { leavingTime } from './close-visit.ts'
import { recordClosure } from './closures.ts'
import { todayOf } from './standings.ts'
import { getVisitor } from './visitors.ts'
import { assertMayCorrect, runsTheDoor } from './visits.policy.ts'
import { findVisit, type VisitRow } from './visits.queries.ts'

export type CardOfVisit = Omit<NewCard, 'ownerId' | 'visit'> & { ownerId?: string | undefined }

export interface Filed {
  visit: VisitRow
  card: Pick<OpenedCard, 'id' | 'customerId' | 'ownerId' | 'ownerName' | 'level' | 'dueOn'> | null
}

/**
 * Makes the card of a locked visit and closes it as filed, in one transaction. Where the customer
 * has an open card the visit is a repeat instead, and completes its promise. An unfiled visit is
 * closed again as filed up to three days later, on its own day (rules.md, Counting at the door).
 */
export async function fileDoorVisit(
  ctx: Ctx,
  visit: VisitRow,
  card: CardOfVisit,
  leftAt: string | undefined,
): Promise<Filed> {
  if (card.id !== undefined && visit.outcome === 'filed' && visit.opportunity_id === card.id) {
    const before = await openCard(ctx, { ...card, ownerId: visit.received_by ?? personOf(ctx) })
    return { visit, card: before }
  }
  assertMayFile(ctx, visit)
  const customerId = await knownCustomer(ctx, visit, card)
  const left = { left_at: leavingTime(ctx, visit, leftAt), is_flagged: false }
  const reason = visit.outcome === 'open' ? undefined : 'filed later'
  if (customerId !== undefined && (await findOpenCard(ctx, customerId))) {
    const opportunityId = await noteRepeatVisit(ctx, visit, customerId, card.note)
    const closed = await recordClosure(
      ctx,
      visit,
      {
        outcome: 'repeat',
        not_prospect_kind: null,
        customer_id: customerId,
        opportunity_id: opportunityId,
        ...left,
      },
      reason,
    )
    return { visit: closed, card: null }
  }
  const opened = await openCard(ctx, {
    ...card,
    ...(customerId === undefined ? {} : { customerId }),
    ownerId: ownerOf(ctx, visit, card.ownerId),
    visit: {
      id: visit.id,
      receivedBy: visit.received_by ?? personOf(ctx),
      day: visit.business_day,
      at: visit.arrived_at ?? visit.recorded_at,
    },
  })
  await recordClosure(
    ctx,
    visit,
    {
      outcome: 'filed',
      not_prospect_kind: null,
      customer_id: opened.customerId,
      opportunity_id: opened.id,
      level: opened.level,
      is_returning: opened.isReturning,
      ...(card.seriesId === undefined ? {} : { series_id: card.seriesId, series_text: null }),
      ...(card.sourceId === undefined ? {} : { source_id: card.sourceId, source_text: null }),
      ...(visit.sex === null && card.customer?.sex ? { sex: card.customer.sex } : {}),
      ...left,
    },
    reason,
  )
  return { visit: (await findVisit(ctx.tx, ctx.store.id, visit.id)) as VisitRow, card: opened }
}

/** Whose card it will be: the consultant who received; the door may name another. */
function ownerOf(ctx: Ctx, visit: VisitRow, askedFor: string | undefined): string {
  if (!runsTheDoor(ctx)) {
    const me = personOf(ctx)
    if (askedFor !== undefined && askedFor !== me) throw coreError('core.forbidden')
    return me
  }
  const owner = askedFor ?? visit.received_by
  if (!owner) throw showroomError('showroom.receiver_needed')
  return owner
}

/** The customer the card names: by id, by one of its numbers, or as the door identified. */
async function knownCustomer(
  ctx: Ctx,
  visit: VisitRow,
  card: CardOfVisit,
): Promise<string | undefined> {
  if (card.customerId !== undefined)
    return (await getVisitor(ctx, card.customerId, visit.customer_id)).id
  // A manager allows one number for a second person: that is not the first person.
  if (card.customer?.sharedReason !== undefined) return undefined
  for (const phone of card.customer?.phones ?? []) {
    const holder = await findCustomerByPhone(ctx, phone)
    if (holder) return holder.id
  }
  return undefined
}

function assertMayFile(ctx: Ctx, visit: VisitRow): void {
  if (visit.outcome === 'open') return
  if (visit.outcome === 'filed' || visit.outcome === 'repeat')
    throw showroomError('showroom.already_closed', { outcome: visit.outcome })
  if (todayOf(ctx) > addDays(visit.business_day, lateFilingDays))
    throw showroomError('showroom.too_late_to_file', { days: lateFilingDays })
  if (visit.outcome === 'not_prospect') assertMayCorrect(ctx, visit, 'filed')
}
