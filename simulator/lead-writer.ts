import { addDays } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { writeCustomer } from './customer-writer.ts'
import { instantOf } from './instant-of.ts'
import { mobileNumber, personName } from './people-data.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

type Origin = 'web' | 'outdoor' | 'referral' | 'showroom' | 'offline' | 'head_office'

/** Where people of a source come from; the others walk in and are never leads. */
const originsOf: Record<string, Origin> = {
  autohome: 'web',
  dongchedi: 'web',
  yiche: 'web',
  'short-video': 'web',
  wechat: 'web',
  friend: 'referral',
  'owner-referral': 'referral',
  'auto-show': 'outdoor',
  newspaper: 'offline',
  radio: 'offline',
}
const wishes = [
  '网上留资，想要最低报价',
  '想预约周末试驾',
  '问有没有现车和提车时间',
  '看了视频来问配置区别',
  '老车主推荐，想了解置换',
  '车展留的联系方式，想要优惠政策',
]
const talks = {
  A: ['约好周末到店看车', '明天下午来试驾'],
  B: ['下周带家人来看', '等发工资后到店'],
  C: ['先了解，还在比较', '年底前再说'],
  D: ['已买其他品牌', '暂时不买了'],
  unreached: ['无人接听', '响两声挂断'],
  invalid: ['空号', '号码不是本人'],
} as const
type Grade = keyof typeof talks
const minuteMs = 60_000
const daysBack = 28

interface Lead {
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
const firstCallMinutes = 30
/** What a grade says to the usual questions of the call. */
const answersOf: Partial<Record<Grade, [key: string, answer: string]>> = {
  A: ['week', '7 天内'],
  B: ['fortnight', '15 天内'],
  C: ['some_day', '时间说不准'],
  D: ['never', '不考虑了'],
}

/**
 * Writes the leads of the last weeks: those that became cards, those still being called, those
 * nobody has, those that led nowhere. Its chance is its own, so that the history stays as it is.
 */
export function writeLeads(plan: StorePlan, rows: StoreRows, cards: Iterable<SimulatedCard>): void {
  const writer = new LeadWriter(plan, rows)
  const since = addDays(plan.today, -daysBack)
  for (const card of cards) if (card.openedOn >= since) writer.promoted(card)
  for (let ago = daysBack; ago >= 0; ago -= 1) writer.received(ago)
}

class LeadWriter {
  readonly #plan: StorePlan
  readonly #rows: StoreRows
  readonly #random: Random
  /** Who calls leads first: the store's phone sales, or a consultant. */
  readonly #caller: string

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('leads', plan.seed, plan.storeNumber)
    this.#caller = plan.caller ?? (plan.consultants[0]?.id as string)
  }

  /** A card from web, outdoor or referral was a lead before: called, invited, passed on, promoted. */
  promoted(card: SimulatedCard): void {
    const random = this.#random
    const code = this.#plan.sources.find((one) => one.id === card.sourceId)?.code ?? ''
    const origin = originsOf[code]
    if (origin === undefined || !random.chance(0.6)) return
    const calledAt = before(card.openedAt, random.whole(25, 90))
    const receivedAt = before(calledAt, random.whole(15, 1400))
    const { customer, consultant } = card
    const lead = this.#receive(
      { customerId: customer.id, origin, sourceId: card.sourceId, seriesId: card.seriesId },
      receivedAt,
    )
    this.#assign(lead, this.#caller, before(calledAt, 10), this.#caller)
    this.#call(lead, random.pick(['A', 'A', 'B'] as const), calledAt)
    this.#invite(lead, card.openedAt, calledAt)
    if (consultant.id !== lead.ownerId)
      this.#assign(lead, consultant.id, before(card.openedAt, 12), this.#plan.manager)
    this.#step(lead, 'promoted', card.openedAt, { actor: consultant.id, to: card.id })
    this.#step(lead, 'arrived', card.openedAt, { actor: consultant.id })
    this.#write(lead, {
      state: 'promoted',
      opportunity_id: card.id,
      ended: card.openedAt,
      arrived: card.openedAt,
      dealtOn: card.signed?.on ?? null,
    })
  }

  /** Who asked on a day some days ago and has no card: the older, the more of them have ended. */
  received(ago: number): void {
    const random = this.#random
    const count = ago === 0 ? 4 : random.whole(0, 2)
    for (let place = 0; place < count; place += 1) {
      const at = this.#momentOf(ago)
      const origin = ago === 0 && place === 0 ? 'head_office' : this.#anyOrigin()
      const isNobodys = ago === 0 && place < 2
      const ownerId = isNobodys ? null : this.#anyOwner()
      const customerId = this.#newCustomer(at, ownerId, origin)
      const lead = this.#receive(
        {
          customerId,
          origin,
          sourceId: this.#sourceOf(origin),
          seriesId: random.pick(this.#plan.series).id,
        },
        at,
      )
      if (ownerId === null) this.#write(lead, { state: 'new', due: dueFirst(lead) })
      else this.#work(lead, ownerId, ago)
    }
  }

  #work(lead: Lead, ownerId: string, ago: number): void {
    const random = this.#random
    const assignedAt = this.#notAfterNow(after(lead.receivedAt, random.whole(1, 20)))
    this.#assign(lead, ownerId, assignedAt, this.#plan.manager)
    const isFresh = ago === 0 || (ago === 1 && random.chance(0.5))
    if (isFresh) return this.#write(lead, { state: 'assigned', due: dueFirst(lead) })
    const grade = random.weighted([
      ['unreached', 4],
      ['B', 3],
      ['C', 3],
      ['D', ago > 3 ? 3 : 0],
      ['invalid', ago > 3 ? 2 : 0],
    ] as const)
    const tries = grade === 'unreached' ? random.whole(1, Math.min(3, ago)) : 1
    for (let n = 0; n < tries; n += 1)
      this.#call(lead, grade, this.#notAfterNow(after(assignedAt, random.whole(8, 50) + n * 1440)))
    const endedAt = lead.lastContactAt as Date
    if (grade === 'B' || grade === 'C') {
      const due = after(endedAt, (grade === 'B' ? 4 : 10) * 1440)
      return this.#write(lead, { state: 'nurture', due })
    }
    if (grade === 'unreached')
      return this.#write(lead, { state: 'assigned', due: after(endedAt, 1440) })
    if (grade === 'D') this.#step(lead, 'loss_proposed', endedAt, { actor: ownerId, to: 'D' })
    if (grade === 'D' && ago < 9) return this.#write(lead, { state: 'lost_pending' })
    const reason = grade === 'D' ? '客服核实：已购其他品牌' : '无效'
    const checker = grade === 'D' ? this.#plan.manager : ownerId
    const closedAt = this.#notAfterNow(after(endedAt, 600))
    this.#step(lead, 'closed', closedAt, { actor: checker, note: reason })
    this.#write(lead, { state: 'closed', ended: closedAt, ended_reason: reason })
  }

  #receive(
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
    this.#step(lead, 'received', receivedAt, {
      actor: this.#caller,
      to: lead.origin,
      note: lead.note,
    })
    return lead
  }

  #assign(lead: Lead, to: string, at: Date, by: string): void {
    this.#step(lead, 'assigned', at, { actor: by, from: lead.ownerId, to })
    lead.ownerId = to
    lead.assignedAt = at
  }

  #call(lead: Lead, grade: Grade, at: Date): void {
    const note = this.#random.pick(talks[grade])
    this.#step(lead, 'contacted', at, { actor: lead.ownerId, from: lead.grade, to: grade, note })
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
  #invite(lead: Lead, cameAt: Date, calledAt: Date): void {
    const hasMissed =
      cameAt.getTime() - calledAt.getTime() > 60 * minuteMs && this.#random.chance(0.2)
    lead.invitedAt = calledAt
    for (const state of hasMissed ? ['no_show', 'shown'] : ['shown']) {
      const startsAt = state === 'shown' ? cameAt : before(cameAt, 40)
      lead.invitations += 1
      if (state === 'no_show') lead.noShows += 1
      this.#step(lead, 'invited', calledAt, { actor: lead.ownerId, to: startsAt.toISOString() })
      if (state === 'no_show')
        this.#step(lead, 'no_show', startsAt, { actor: null, to: startsAt.toISOString() })
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

  #step(
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

  #write(
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

  #newCustomer(at: Date, ownerId: string | null, origin: Origin): string {
    const { vault } = this.#plan
    const random = this.#random
    const sex = random.chance(0.7) ? 'male' : 'female'
    const customer = {
      id: random.id(at.getTime()),
      name: personName(random, sex),
      sex,
      phone: mobileNumber(random),
      sealedKey: vault.newCustomerKey(),
      createdAt: at,
    } as const
    writeCustomer(this.#plan, this.#rows, customer, {
      phoneId: random.id(at.getTime()),
      cells: {
        kind: 'person',
        sex,
        source_id: this.#sourceOf(origin),
        owner_id: ownerId,
        created_by: this.#caller,
      },
    })
    return customer.id
  }

  #anyOrigin(): Origin {
    return this.#random.weighted([
      ['web', 10],
      ['referral', 4],
      ['outdoor', 3],
      ['offline', 2],
      ['showroom', 2],
      ['head_office', 3],
    ] as const)
  }

  #anyOwner(): string {
    const { consultants } = this.#plan
    return this.#random.chance(0.65) ? this.#caller : this.#random.pick(consultants).id
  }

  #sourceOf(origin: Origin): string | null {
    return this.#plan.sources.find(({ code }) => originsOf[code] === origin)?.id ?? null
  }

  /** A moment in the opening hours of a day; of today, one that has been. */
  #momentOf(ago: number): Date {
    const day = addDays(this.#plan.today, -ago)
    return ago === 0
      ? before(this.#plan.now, this.#random.whole(6, 110))
      : instantOf(this.#plan, day, this.#random.whole(9 * 60, 19 * 60))
  }

  #notAfterNow(at: Date): Date {
    return at < this.#plan.now ? at : before(this.#plan.now, 1)
  }

  #dayOf(at: Date): string {
    const offset = this.#plan.timeZoneOffsetMinutes * minuteMs
    return new Date(at.getTime() + offset).toISOString().slice(0, 10)
  }
}

const before = (at: Date, minutes: number): Date => new Date(at.getTime() - minutes * minuteMs)
const after = (at: Date, minutes: number): Date => before(at, -minutes)
const dueFirst = (lead: Pick<Lead, 'receivedAt'>): Date => after(lead.receivedAt, firstCallMinutes)
