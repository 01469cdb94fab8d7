import type { Ctx } from '#foundation/ctx.ts'
import { setHolder } from '#modules/customers/index.ts'
import { findOpenCard, openCard } from '#modules/opportunities/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { type LeadAnswer, suggestGrade } from '#shared/lead-questions.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { say } from '#shared/words.ts'
import { workingMinutes } from '#shared/working-hours.ts'
import { type LeadGrade, type LeadRecord, leadsError } from '../contract.ts'
import { leadWords } from '../words.ts'
import { consultantFor } from './choose-taker.ts'
import { type Clock, clockOf, nextTouch, nextTry, openingOf } from './due.ts'
import { keepStep } from './lead-steps.ts'
import { findStep, insertAnswers } from './lead-life.queries.ts'
import { type LeadRow, updateLead } from './leads.queries.ts'
import {
  endLead,
  lockOpenLeadById,
  markPromoted,
  readRecorded,
  wrongState,
} from './leads.service.ts'

export interface NewCall {
  id?: string | undefined
  attempts: number
  grade: LeadGrade
  note: string
  answers: readonly LeadAnswer[]
  consultantId?: string | undefined
  expectedOn?: Day | undefined
  nextOn?: Day | undefined
}

/**
 * Notes a call to a lead with its answers and routes it by its grade (seed rows 003-21, 003-22): A
 * becomes a card of a consultant, B and C are nurtured, D waits for the check of the loss, unreached
 * comes back by the store's plan and after the last try waits for the check, invalid ends it. A resent
 * id gives the lead as it is. Throws `core.stale_version` with the lead as it is now when somebody else
 * called meanwhile, `leads.no_such_answer`, `leads.not_in_future`, `leads.wrong_state`.
 */
export async function callLead(ctx: Ctx, id: string, call: NewCall): Promise<LeadRecord> {
  const earlier = call.id === undefined ? undefined : await findStep(ctx, call.id)
  if (earlier?.lead_id === id) return readRecorded(ctx, id)
  const lead = await lockOpenLeadById(ctx, id)
  if (lead.attempts !== call.attempts)
    throw coreError('core.stale_version', { current: await readRecorded(ctx, id) })
  // Given up already: only what brings the customer back is news.
  if (lead.state === 'lost_pending' && (call.grade === 'D' || call.grade === 'unreached'))
    throw wrongState(ctx, lead)
  const clock = await clockOf(ctx, lead.received_at)
  const stepId = call.id ?? uuidv7()
  const answers = answerRows(ctx, lead, clock, { stepId, answers: call.answers })
  const isNew = await keepStep(ctx, lead, {
    id: stepId,
    step: 'contacted',
    from: lead.grade,
    to: call.grade,
    note: call.note,
  })
  if (!isNew) return readRecorded(ctx, id)
  await insertAnswers(ctx, answers)
  const called = { ...lead, ...callFacts(ctx, lead, clock, call.grade) }
  await updateLead(ctx, id, callFacts(ctx, lead, clock, call.grade))
  await route(ctx, called, clock, call)
  return readRecorded(ctx, id)
}

/** What every call leaves on the lead: who, when, how fast, and what the verification brought. */
function callFacts(ctx: Ctx, lead: LeadRow, { hours }: Clock, grade: LeadGrade) {
  const isUnreached = grade === 'unreached'
  const firstAt = lead.first_contact_at ?? ctx.now
  const isVerified = lead.verified_grade !== null && lead.verified_grade !== 'unreached'
  return {
    grade,
    attempts: lead.attempts + 1,
    first_contact_at: firstAt,
    last_contact_at: ctx.now,
    caller_id: lead.caller_id ?? ctx.actor.personId,
    called_on: lead.called_on ?? dayInZone(ctx.now, ctx.store.timeZone),
    answer_minutes: lead.answer_minutes ?? workingMinutes(lead.received_at, firstAt, hours),
    verified_grade: isVerified ? lead.verified_grade : grade,
    verified_by: isVerified ? lead.verified_by : ctx.actor.personId,
    unreached_tries: isUnreached ? lead.unreached_tries + 1 : 0,
  }
}

function route(ctx: Ctx, lead: LeadRow, clock: Clock, call: NewCall): Promise<void> {
  switch (call.grade) {
    case 'A':
      return giveToConsultant(ctx, lead, clock, call)
    case 'B':
    case 'C':
      return nurture(ctx, lead, clock, { ...call, grade: call.grade })
    case 'D':
      return proposeLoss(ctx, lead, call.note)
    case 'unreached':
      return tryAgain(ctx, lead, clock, call)
    case 'invalid':
      return endLead(ctx, lead, { kind: 'invalid', reason: say(leadWords.invalid, ctx.locale) })
  }
}

/** A: a card with its first follow-up; the expected date comes from the answer. */
async function giveToConsultant(
  ctx: Ctx,
  lead: LeadRow,
  { rules }: Clock,
  call: NewCall,
): Promise<void> {
  const card = await findOpenCard(ctx, lead.customer_id)
  if (card) return markPromoted(ctx, lead, card.id)
  const ownerId = await consultantFor(ctx, {
    consultantId: call.consultantId,
    ownerId: lead.owner_id,
  })
  const { days } = suggestGrade(rules.questions, call.answers)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const expectedOn = call.expectedOn ?? (days === null ? undefined : addDays(today, days))
  const opened = await openCard(ctx, {
    customerId: lead.customer_id,
    ownerId,
    ...(expectedOn === undefined ? { level: 'H' as const } : { expectedOn }),
    seriesId: lead.series_id,
    sourceId: lead.source_id,
    origin: 'lead',
    note: call.note === '' ? lead.note : [lead.note, call.note].filter(Boolean).join('\n'),
  })
  if (opened.ownerId !== lead.owner_id) {
    await updateLead(ctx, lead.id, { owner_id: opened.ownerId, assigned_at: ctx.now })
    await keepStep(ctx, lead, { step: 'assigned', from: lead.owner_id, to: opened.ownerId })
  }
  await markPromoted(ctx, { ...lead, owner_id: opened.ownerId }, opened.id)
}

/** B and C: kept warm, the next touch by the cadence of the grade or on the day agreed. */
async function nurture(
  ctx: Ctx,
  lead: LeadRow,
  clock: Clock,
  call: NewCall & { grade: 'B' | 'C' },
): Promise<void> {
  // Another grade begins its cadence anew.
  const touches = lead.state === 'nurture' ? lead.touches + 1 : 1
  const ownerId = lead.owner_id ?? ctx.actor.personId
  await updateLead(ctx, lead.id, {
    state: 'nurture',
    touches,
    owner_id: ownerId,
    due_at: agreed(ctx, clock, call.nextOn) ?? nextTouch(clock, ctx.now, call.grade, touches),
    lost_proposed_by: null,
    lost_proposed_at: null,
  })
  if (lead.owner_id === null && ownerId !== null) {
    await keepStep(ctx, lead, { step: 'assigned', to: ownerId })
    await setHolder(ctx, lead.customer_id, ownerId)
  }
}

/** Unreached: on another day and hour by plan; after the last try the supervisor decides. */
async function tryAgain(ctx: Ctx, lead: LeadRow, clock: Clock, call: NewCall): Promise<void> {
  const at = agreed(ctx, clock, call.nextOn) ?? nextTry(clock, ctx.now, lead.unreached_tries)
  if (at === null) return proposeLoss(ctx, lead, say(leadWords.unreached, ctx.locale))
  await updateLead(ctx, lead.id, { due_at: at })
}

/** D, or never reached: lost when somebody else confirms it. */
async function proposeLoss(ctx: Ctx, lead: LeadRow, note: string): Promise<void> {
  await updateLead(ctx, lead.id, {
    state: 'lost_pending',
    due_at: null,
    lost_proposed_by: ctx.actor.personId,
    lost_proposed_at: ctx.now,
  })
  await keepStep(ctx, lead, { step: 'loss_proposed', to: lead.grade, note })
}

function agreed(ctx: Ctx, { hours }: Clock, day: Day | undefined): Date | null {
  if (day === undefined) return null
  if (day < dayInZone(ctx.now, hours.timeZone)) throw leadsError('leads.not_in_future')
  return openingOf(hours, day)
}

/** The answers with the questions as they were asked, in words; refuses what is no answer. */
function answerRows(
  ctx: Ctx,
  lead: LeadRow,
  { rules }: Clock,
  given: { stepId: string; answers: readonly LeadAnswer[] },
) {
  return given.answers.flatMap(({ key, option, text }) => {
    const question = rules.questions.find((one) => one.key === key)
    const phrase = (of: { zh: string; en: string }) => (ctx.locale === 'zh' ? of.zh : of.en)
    const chosen = question?.options.find((one) => one.key === option)
    if (!question || (option !== undefined && !chosen))
      throw leadsError('leads.no_such_answer', { question: question ? phrase(question) : key })
    const answer = chosen ? phrase(chosen) : maskPhonesInText(text ?? '')
    if (answer === '') return []
    return [
      {
        store_id: ctx.store.id,
        id: uuidv7(),
        lead_id: lead.id,
        customer_id: lead.customer_id,
        step_id: given.stepId,
        question_key: key,
        question: phrase(question),
        answer_key: option ?? null,
        answer,
        at: ctx.now,
        actor_id: ctx.actor.personId,
      },
    ]
  })
}
