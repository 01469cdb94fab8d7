import type { Origin } from './lead-words.ts'
import { answersOf, type Grade, talks, wishes } from './lead-words.ts'
import type { Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const minuteMs = 60_000
const firstCallMinutes = 30

export interface Lead {
  id: string
  customerId: string
  origin: Origin
  sourceId: string | null
  receivedAt: Date
  note: string
  seriesId: string | null
  attempts: number
  assignedAt: Date | null
  firstContactAt: Date | null
  lastContactAt: Date | null
  grade: Grade | null
  ownerId: string | null
  callerId: string | null
  invitations: number
  noShows: number
  invitedAt: Date | null
}

/** Writes the rows of leads: the lead itself, its steps, answers and invitations. */
export class LeadBook {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  /** Who records and first calls. */
  readonly #caller: string

  constructor(of: { plan: StorePlan; rows: StoreRows; random: Random; caller: string }) {
    this.#plan = of.plan
    this.#rows = of.rows
    this.#random = of.random
    this.#caller = of.caller
  }

  /** A new lead with its first step. */
  receive(
    of: Pick<Lead, 'customerId' | 'origin' | 'sourceId' | 'seriesId'>,
    receivedAt: Date,
  ): Lead {
    const random = this.#random
    const lead: Lead = {
      ...of,
      id: random.id(receivedAt.getTime()),
      receivedAt,
      note: random.pick(wishes),
      attempts: 0,
      assignedAt: null,
      firstContactAt: null,
      lastContactAt: null,
      grade: null,
      ownerId: null,
      callerId: null,
      invitations: 0,
      noShows: 0,
      invitedAt: null,
    }
    this.step(lead, 'received', receivedAt, {
      actor: this.#caller,
      to: lead.origin,
      note: lead.note,
    })
    return lead
  }

  /** Gives the lead to a person. */
  assign(lead: Lead, to: string, at: Date, by: string): void {
    this.step(lead, 'assigned', at, { actor: by, from: lead.ownerId, to })
    lead.ownerId = to
    lead.assignedAt = at
  }

  /** A call with its grade and, where one was given, the answer to the first question. */
  call(lead: Lead, grade: Grade, at: Date): void {
    const note = this.#random.pick(talks[grade])
    this.step(lead, 'contacted', at, { actor: lead.ownerId, from: lead.grade, to: grade, note })
    lead.grade = grade
    lead.attempts += 1
    lead.firstContactAt ??= at
    lead.lastContactAt = at
    lead.callerId ??= lead.ownerId
    const answer = answersOf[grade]
    if (!answer) return
    this.#rows.lead_answers.add({
      store_id: this.#plan.storeId,
      id: this.#random.id(at.getTime()),
      lead_id: lead.id,
      customer_id: lead.customerId,
      step_id: this.#random.id(at.getTime()),
      question_key: 'visit',
      question: '什么时候方便到店看车、试驾？',
      answer_key: answer[0],
      answer: answer[1],
      at,
      actor_id: lead.ownerId,
    })
  }

  /** Invited at the call, for the visit that came of it; some missed the first appointment. */
  invite(lead: Lead, cameAt: Date, calledAt: Date): void {
    const hasMissed =
      cameAt.getTime() - calledAt.getTime() > 60 * minuteMs && this.#random.chance(0.2)
    lead.invitedAt = calledAt
    for (const state of hasMissed ? ['no_show', 'shown'] : ['shown']) {
      const startsAt = state === 'shown' ? cameAt : before(cameAt, 40)
      lead.invitations += 1
      if (state === 'no_show') lead.noShows += 1
      this.step(lead, 'invited', calledAt, { actor: lead.ownerId, to: startsAt.toISOString() })
      if (state === 'no_show')
        this.step(lead, 'no_show', startsAt, { actor: null, to: startsAt.toISOString() })
      this.#rows.lead_invitations.add({
        store_id: this.#plan.storeId,
        id: this.#random.id(calledAt.getTime()),
        lead_id: lead.id,
        customer_id: lead.customerId,
        starts_at: startsAt,
        state,
        made_by: lead.ownerId,
        made_at: calledAt,
      })
    }
  }

  /** One step of the lead's life. */
  step(
    lead: Lead,
    step: string,
    at: Date,
    of: { actor: string | null; from?: string | null; to?: string; note?: string },
  ): void {
    this.#rows.lead_steps.add({
      store_id: this.#plan.storeId,
      id: this.#random.id(at.getTime()),
      lead_id: lead.id,
      customer_id: lead.customerId,
      step,
      at,
      on_day: this.#dayOf(at),
      actor_id: of.actor,
      from_value: of.from ?? null,
      to_value: of.to ?? null,
      note: of.note ?? '',
    })
  }

  /** The lead as it stands at the end. */
  write(
    lead: Lead,
    end: {
      state: string
      ended?: Date
      ended_reason?: string
      opportunity_id?: string
      due?: Date
      arrived?: Date
      dealtOn?: string | null
    },
  ): void {
    const { firstContactAt: called } = lead
    const minutes = called
      ? Math.min(95, Math.round((called.getTime() - lead.receivedAt.getTime()) / minuteMs))
      : null
    const isGivenUp = end.state === 'lost_pending'
    this.#rows.leads.add({
      store_id: this.#plan.storeId,
      id: lead.id,
      customer_id: lead.customerId,
      origin: lead.origin,
      source_id: lead.sourceId,
      series_id: lead.seriesId,
      note: lead.note,
      state: end.state,
      grade: lead.grade,
      owner_id: lead.ownerId,
      received_at: lead.receivedAt,
      received_on: this.#dayOf(lead.receivedAt),
      received_by: this.#caller,
      assigned_at: lead.assignedAt,
      first_contact_at: lead.firstContactAt,
      last_contact_at: lead.lastContactAt,
      attempts: lead.attempts,
      opportunity_id: end.opportunity_id ?? null,
      ended_at: end.ended ?? null,
      ended_on: end.ended ? this.#dayOf(end.ended) : null,
      ended_reason: end.ended_reason ?? null,
      end_kind: end.state === 'closed' ? (lead.grade === 'D' ? 'lost' : 'invalid') : null,
      due_at: end.due ?? null,
      // Beyond opening hours the clock stood still: the target ends as far from the call as counted.
      answer_due_at:
        called && minutes !== null ? after(called, firstCallMinutes - minutes) : dueFirst(lead),
      answer_minutes: minutes,
      caller_id: lead.callerId,
      called_on: called ? this.#dayOf(called) : null,
      verified_by: lead.callerId,
      verified_grade: lead.grade,
      unreached_tries: lead.grade === 'unreached' ? lead.attempts : 0,
      touches: end.state === 'nurture' ? 1 : 0,
      lost_proposed_by: isGivenUp ? lead.ownerId : null,
      lost_proposed_at: isGivenUp ? lead.lastContactAt : null,
      invited_at: lead.invitedAt,
      invited_for: null,
      invitations: lead.invitations,
      no_shows: lead.noShows,
      arrived_at: end.arrived ?? null,
      arrived_on: end.arrived ? this.#dayOf(end.arrived) : null,
      dealt_on: end.dealtOn ?? null,
    })
  }

  #dayOf(at: Date): string {
    const offset = this.#plan.timeZoneOffsetMinutes * minuteMs
    return new Date(at.getTime() + offset).toISOString().slice(0, 10)
  }
}

/** So many minutes earlier. */
export const before = (at: Date, minutes: number): Date =>
  new Date(at.getTime() - minutes * minuteMs)
/** So many minutes later. */
export const after = (at: Date, minutes: number): Date => before(at, -minutes)
/** When the first call of a lead is due. */
export const dueFirst = (lead: Pick<Lead, 'receivedAt'>): Date =>
  after(lead.receivedAt, firstCallMinutes)
