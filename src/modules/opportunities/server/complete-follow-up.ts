import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { type Day, dayInZone, laterDay } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import {
  dueAfterUnanswered,
  type IsClosed,
  nextDue,
  nextOpenDay,
  settleOnOpenDay,
} from '#shared/promise.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { closedFrom } from './calendar.ts'
import { answerEscalations, escalateUnanswered } from './escalations.ts'
import { type AskedExpectation, changedExpectation } from './expectation.ts'
import { changeOpportunity } from './history.ts'
import {
  findContact,
  findPromise,
  insertContact,
  type LockedOpportunity,
  type PromiseRow,
  wasTriedOn,
} from './opportunities.queries.ts'
import { replacePromise } from './promises.ts'
import { levelLimitsOf, promiseGapsOf } from './settings.ts'

export interface NewContact extends AskedExpectation {
  id?: string | undefined
  /** The promise the person had before them; without one, the open one. */
  followUpId?: string | undefined
  personId: string
  method: 'call' | 'message' | 'visit' | 'test_drive' | 'home_visit' | 'other'
  /** A reached call, an answered message or a visit; else an unanswered attempt. */
  isReached: boolean
  result: string
  note?: string | undefined
  /** When it happened; never in the future. */
  at?: Date | undefined
  nextDueOn?: Day | undefined
  visitId?: string | undefined
}

export interface RecordedContact {
  contactId: string
  isExtra: boolean
  level: IntentLevel
  nextDueOn: Day | null
}

const unansweredForManager = 3

/**
 * Records a contact of a locked opportunity. It completes the open promise and makes the next one,
 * within the longest gap of the level; an unanswered attempt moves the promise to the next open
 * day. A contact on a promise that is no longer open is an extra one and moves nothing.
 */
export async function recordContact(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  contact: NewContact,
): Promise<RecordedContact> {
  const id = contact.id ?? uuidv7()
  const open = await findPromise(ctx, opportunity.id)
  const earlier = contact.id === undefined ? undefined : await findContact(ctx, id)
  if (earlier)
    return {
      contactId: id,
      isExtra: earlier.is_extra,
      level: opportunity.level,
      nextDueOn: open?.due_on ?? null,
    }
  const isExtra = !completes(opportunity, open, contact)
  const at = contact.at && contact.at < ctx.now ? contact.at : ctx.now
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = dayInZone(at, ctx.store.timeZone)
  const isNewDay = !contact.isReached && !(await wasTriedOn(ctx, opportunity.id, day))
  const next = changedExpectation(opportunity, contact, today, levelLimitsOf(ctx.store))
  const level = next?.level ?? opportunity.level

  const isNew = await insertContact(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: opportunity.customer_id,
    opportunity_id: opportunity.id,
    person_id: contact.personId,
    at,
    on_day: day,
    method: contact.method,
    is_reached: contact.isReached,
    result: maskPhonesInText(contact.result),
    note: maskPhonesInText(contact.note ?? ''),
    level_before: opportunity.level,
    level_after: level,
    follow_up_id: isExtra ? null : (open?.id ?? null),
    visit_id: contact.visitId ?? null,
    is_extra: isExtra,
    recorded_at: ctx.now,
  })
  if (!isNew) throw opportunitiesError('opportunities.wrong_state')
  const lastContactOn = contact.isReached
    ? laterDay(day, opportunity.last_contact_on)
    : opportunity.last_contact_on
  const unanswered = contact.isReached ? 0 : opportunity.unanswered_days + (isNewDay ? 1 : 0)
  await changeOpportunity(
    ctx,
    opportunity,
    {
      ...next,
      last_contact_on: lastContactOn,
      ...(contact.isReached && at > opportunity.last_contact_at ? { last_contact_at: at } : {}),
      unanswered_days: unanswered,
    },
    { action: 'opportunity.contacted', reason: contact.result, today },
  )
  const nextDueOn = isExtra
    ? (open?.due_on ?? null)
    : await promiseAgain(ctx, opportunity, {
        ...contact,
        id,
        level,
        stage: opportunity.stage,
        lastContactOn,
        today,
      })
  if (!isExtra) await answerEscalations(ctx, opportunity.id, contact.isReached ? 'kept' : 'tried')
  if (isNewDay && unanswered === unansweredForManager)
    await escalateUnanswered(ctx, {
      opportunity_id: opportunity.id,
      customer_id: opportunity.customer_id,
      owner_id: opportunity.owner_id,
      follow_up_id: open?.id ?? id,
      since: day,
    })
  announceContact(ctx, opportunity, { id, isExtra, contact, unanswered, isNewDay })
  return { contactId: id, isExtra, level, nextDueOn }
}

/** Whether the contact is on the promise that is open now, in a state that can be worked. */
function completes(
  opportunity: LockedOpportunity,
  open: PromiseRow | undefined,
  contact: NewContact,
): boolean {
  if (!open || (opportunity.state !== 'active' && opportunity.state !== 'signed')) return false
  return contact.followUpId === undefined || contact.followUpId === open.id
}

interface Settled extends NewContact {
  stage: number
  id: string
  level: IntentLevel
  lastContactOn: Day
  today: Day
}

async function promiseAgain(ctx: Ctx, opportunity: LockedOpportunity, c: Settled): Promise<Day> {
  const isClosed = await closedFrom(ctx, c.today)
  const dueOn = c.isReached ? reachedDue(ctx, c, isClosed) : dueAfterUnanswered(c.today, isClosed)
  await replacePromise(
    ctx,
    opportunity,
    { state: c.isReached ? 'done' : 'replaced', today: c.today, contactId: c.id },
    // Named after its contact: a device without network can go on with it.
    {
      id: c.id,
      dueOn,
      purpose: opportunity.state === 'signed' ? 'until-delivery' : 'follow-up',
    },
  )
  return dueOn
}

/** The day chosen, if it is after today and within the gap; else the last day of the gap. */
function reachedDue(ctx: Ctx, c: Settled, isClosed: IsClosed): Day {
  const byGap = nextDue({
    lastContactOn: c.lastContactOn,
    level: c.level,
    gaps: promiseGapsOf(ctx.store, c.stage),
    isClosed,
  })
  // A contact entered days later may have used up its gap already.
  const latest = laterDay(byGap, nextOpenDay(c.today, isClosed))
  if (c.nextDueOn === undefined) return latest
  if (c.nextDueOn <= c.today)
    throw opportunitiesError('opportunities.next_too_early', { today: c.today })
  if (c.nextDueOn > latest) throw opportunitiesError('opportunities.next_too_late', { latest })
  return settleOnOpenDay(c.nextDueOn, c.today, isClosed)
}

function announceContact(
  ctx: Ctx,
  opportunity: LockedOpportunity,
  made: {
    id: string
    isExtra: boolean
    contact: NewContact
    unanswered: number
    isNewDay: boolean
  },
): void {
  const { id, isExtra, contact, unanswered, isNewDay } = made
  const data = {
    contactId: id,
    customerId: opportunity.customer_id,
    ownerId: opportunity.owner_id,
    isReached: contact.isReached,
    isExtra,
  }
  announce(ctx, { type: 'opportunities.follow_up_completed', recordId: opportunity.id, data })
  if (isNewDay && unanswered === unansweredForManager)
    announce(ctx, { type: 'opportunities.unanswered_thrice', recordId: opportunity.id, data })
  audit(ctx, {
    action: 'contact.recorded',
    recordType: 'contact',
    recordId: id,
    detail: { opportunityId: opportunity.id, method: contact.method, isExtra },
  })
}
