import { addDays } from '#shared/days.ts'
import type { SimulatedCard } from './card-writer.ts'
import { writeCustomer } from './customer-writer.ts'
import { instantOf } from './instant-of.ts'
import { after, before, dueFirst, type Lead, LeadBook } from './lead-book.ts'
import { type Origin, originsOf } from './lead-words.ts'
import { mobileNumber, personName } from './people-data.ts'
import { createRandom, type Random } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const daysBack = 28

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
  readonly #book: LeadBook
  /** Who calls leads first: the store's phone sales, or a consultant. */
  readonly #caller: string

  constructor(plan: StorePlan, rows: StoreRows) {
    this.#plan = plan
    this.#rows = rows
    this.#random = createRandom('leads', plan.seed, plan.storeNumber)
    this.#caller = plan.caller ?? (plan.consultants[0]?.id as string)
    this.#book = new LeadBook({ plan, rows, random: this.#random, caller: this.#caller })
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
    const lead = this.#book.receive(
      { customerId: customer.id, origin, sourceId: card.sourceId, seriesId: card.seriesId },
      receivedAt,
    )
    this.#book.assign(lead, this.#caller, before(calledAt, 10), this.#caller)
    this.#book.call(lead, random.pick(['A', 'A', 'B'] as const), calledAt)
    this.#book.invite(lead, card.openedAt, calledAt)
    if (consultant.id !== lead.ownerId)
      this.#book.assign(lead, consultant.id, before(card.openedAt, 12), this.#plan.manager)
    this.#book.step(lead, 'promoted', card.openedAt, { actor: consultant.id, to: card.id })
    this.#book.step(lead, 'arrived', card.openedAt, { actor: consultant.id })
    this.#book.write(lead, {
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
      const lead = this.#book.receive(
        {
          customerId,
          origin,
          sourceId: this.#sourceOf(origin),
          seriesId: random.pick(this.#plan.series).id,
        },
        at,
      )
      if (ownerId === null) this.#book.write(lead, { state: 'new', due: dueFirst(lead) })
      else this.#work(lead, ownerId, ago)
    }
  }

  #work(lead: Lead, ownerId: string, ago: number): void {
    const random = this.#random
    const assignedAt = this.#notAfterNow(after(lead.receivedAt, random.whole(1, 20)))
    this.#book.assign(lead, ownerId, assignedAt, this.#plan.manager)
    const isFresh = ago === 0 || (ago === 1 && random.chance(0.5))
    if (isFresh) return this.#book.write(lead, { state: 'assigned', due: dueFirst(lead) })
    const grade = random.weighted([
      ['unreached', 4],
      ['B', 3],
      ['C', 3],
      ['D', ago > 3 ? 3 : 0],
      ['invalid', ago > 3 ? 2 : 0],
    ] as const)
    const tries = grade === 'unreached' ? random.whole(1, Math.min(3, ago)) : 1
    for (let n = 0; n < tries; n += 1)
      this.#book.call(
        lead,
        grade,
        this.#notAfterNow(after(assignedAt, random.whole(8, 50) + n * 1440)),
      )
    const endedAt = lead.lastContactAt as Date
    if (grade === 'B' || grade === 'C') {
      const due = after(endedAt, (grade === 'B' ? 4 : 10) * 1440)
      return this.#book.write(lead, { state: 'nurture', due })
    }
    if (grade === 'unreached')
      return this.#book.write(lead, { state: 'assigned', due: after(endedAt, 1440) })
    if (grade === 'D') this.#book.step(lead, 'loss_proposed', endedAt, { actor: ownerId, to: 'D' })
    if (grade === 'D' && ago < 9) return this.#book.write(lead, { state: 'lost_pending' })
    const reason = grade === 'D' ? '客服核实：已购其他品牌' : '无效'
    const checker = grade === 'D' ? this.#plan.manager : ownerId
    const closedAt = this.#notAfterNow(after(endedAt, 600))
    this.#book.step(lead, 'closed', closedAt, { actor: checker, note: reason })
    this.#book.write(lead, { state: 'closed', ended: closedAt, ended_reason: reason })
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
}
