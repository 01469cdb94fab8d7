import type { Customer } from '#modules/customers/contract.ts'
import {
  type Card,
  changeCard,
  changeExpectation,
  completeFollowUp,
  type DayItem,
  openCard,
} from '#modules/opportunities/contract.ts'
import { addDays, type Day, dayInZone, laterDay } from '#shared/days.ts'
import { type IntentLevel, isIntentLevel, levelFor } from '#shared/intent-level.ts'
import { DEFAULT_PROMISE_GAPS, type PromiseGaps } from '#shared/promise.ts'
import type { PlacedCommand } from '#ui/offline/command.ts'
import { type DeviceRecord, offlineEdit } from '../contract.ts'

/** Who works on the device, and the store's day and rules there. */
export interface Holder {
  personId: string
  personName: string
  storeId: number
  timeZone: string
  gaps?: PromiseGaps
  /** Whatever they are shown is their own: a consultant, not a manager. */
  seesOwnOnly?: boolean
  now: () => Date
}

/** What the device shows: the records it keeps with the unsent work done to them. */
export interface DeviceView {
  holder: Holder
  today: Day
  records: Map<string, DeviceRecord>
  /** Cards whose promise was kept on this device and not sent yet. */
  done: Set<string>
}

const openStates = new Set(['active', 'suspended', 'loss_proposed', 'signed'])
export const isOpenCard = (card: Card) => openStates.has(card.state)

/** Every card of the view. */
export function cardsOf(view: DeviceView): Card[] {
  return [...view.records.values()].flatMap((record) => record.cards)
}

export function makeView(
  holder: Holder,
  records: ReadonlyMap<string, unknown>,
  unsent: readonly PlacedCommand[],
): DeviceView {
  const view: DeviceView = {
    holder,
    today: dayInZone(holder.now(), holder.timeZone),
    records: structuredClone(records) as Map<string, DeviceRecord>,
    done: new Set(),
  }
  for (const command of unsent) doTo(view, command)
  return view
}

/** One unsent command done to what is shown; what is not known here changes nothing. */
function doTo(view: DeviceView, command: PlacedCommand): void {
  const body = command.body ?? {}
  const id = String(command.params?.id ?? '')
  if (command.path === openCard.path && command.method === 'POST') addCard(view, command)
  else if (command.path === completeFollowUp.path) complete(view, id, command)
  else if (command.path === offlineEdit.path)
    edit(view, String(body.kind), String(body.recordId), body.change as Record<string, unknown>)
  else if (command.path === changeCard.path && command.method === 'PATCH')
    edit(view, 'card', id, body)
  else if (command.path === changeExpectation.path) edit(view, 'expectation', id, body)
}

function addCard(view: DeviceView, command: PlacedCommand): void {
  const body = command.body ?? {}
  const given = (body.customer ?? {}) as { id?: string; name?: string; phones?: string[] }
  const customerId = String(body.customerId ?? given.id ?? body.id)
  const known = view.records.get(customerId)
  const customer = known?.customer ?? newCustomer(view, customerId, command)
  const card = newCard(view, customer, command)
  const record: DeviceRecord = known ?? {
    customer,
    cards: [],
    phones: (given.phones ?? []).map((number) => ({
      id: customerId,
      kind: 'mobile',
      number,
      dial: number.replace(/[^\d+]/g, ''),
    })),
    timeline: [],
  }
  record.cards = [card, ...record.cards.filter((one) => one.id !== card.id)]
  view.records.set(customerId, record)
}

function newCustomer(view: DeviceView, id: string, command: PlacedCommand): Customer {
  const given = (command.body?.customer ?? {}) as {
    name?: string
    kind?: 'person' | 'company'
    sex?: 'male' | 'female' | null
    phones?: string[]
  }
  const { holder } = view
  return {
    ...blank,
    id,
    storeId: holder.storeId,
    kind: given.kind ?? 'person',
    name: given.name ?? '',
    sex: given.sex ?? null,
    phones: (given.phones ?? []).map((phone, place) => ({
      ...blankPhone,
      id: `${id}-${place}`,
      masked: maskedOnDevice(phone),
    })),
    ownerId: holder.personId,
    ownerName: holder.personName,
    createdAt: command.enteredAt,
  }
}

const blankPhone = { kind: 'mobile', place: 'mobile', isShared: false } as const

/** What a new customer has none of; a customer on the server has the same fields. */
const blank = {
  isOwner: false,
  isErased: false,
  special: null,
  specialReason: '',
  note: '',
  birthday: null,
  idNumberMasked: null,
  occupation: null,
  industry: null,
  hobbies: [],
  household: null,
  area: null,
  source: null,
  preferences: '',
  facts: {
    homeAddress: '',
    homePostcode: '',
    workplace: '',
    workAddress: '',
    workPostcode: '',
    email: '',
    fax: '',
    household: '',
    registeredName: '',
    taxNumber: '',
  },
  known: [],
  consentAt: null,
  consentSource: null,
  doNotContact: [],
  vehicles: [],
  version: 0,
} satisfies Partial<Customer>

function newCard(view: DeviceView, customer: Customer, command: PlacedCommand): Card {
  const body = command.body ?? {}
  const { holder, today } = view
  const id = String(body.id)
  const chosen = typeof body.expectedOn === 'string' ? body.expectedOn : undefined
  const level: IntentLevel = chosen
    ? levelFor(chosen, today).level
    : isIntentLevel(body.level)
      ? body.level
      : 'C'
  const text = (name: string) => {
    const value = body[name]
    return typeof value === 'string' ? value : null
  }
  return {
    id,
    customerId: customer.id,
    customerName: customer.name,
    customerKind: customer.kind,
    sex: customer.sex,
    maskedPhone: customer.phones[0]?.masked ?? null,
    doNotContact: customer.doNotContact,
    ownerId: holder.personId,
    ownerName: holder.personName,
    state: 'active',
    level,
    stage: 25,
    expectedOn: chosen ?? addDays(today, farOf[level]),
    isExpectedEstimated: chosen === undefined,
    isExpectedPast: false,
    seriesId: text('seriesId'),
    seriesName: null,
    modelId: text('modelId'),
    quantity: Number(body.quantity ?? 1),
    sourceId: text('sourceId'),
    sourceName: null,
    note: text('note') ?? '',
    openedOn: today,
    isReturning: false,
    lastContactOn: today,
    closedOn: null,
    closedReason: null,
    competitor: null,
    summary: null,
    special: customer.special,
    specialReason: '',
    daysAtLevel: 0,
    levelSince: today,
    unansweredDays: 0,
    followUp: {
      id,
      dueOn: addDays(today, 1),
      purpose: 'follow-up',
      isFrozen: false,
      snoozes: 0,
      movedFrom: null,
    },
    expectedAmountFen: 0,
    isAmountTyped: false,
    origin: 'typed',
    originOptionId: null,
    originName: null,
    temperature: null,
    shares: [],
    isArchived: false,
    isPurged: false,
    version: 0,
  }
}

const farOf: Record<IntentLevel, number> = { H: 7, A: 30, B: 60, C: 90 }

function complete(view: DeviceView, cardId: string, command: PlacedCommand): void {
  const found = findCard(view, cardId)
  if (!found) return
  const { card, record } = found
  const body = command.body ?? {}
  const isReached = body.isReached === true
  const isExtra = card.followUp === null || body.followUpId !== card.followUp.id
  const expectedOn = typeof body.expectedOn === 'string' ? body.expectedOn : undefined
  if (expectedOn) {
    card.expectedOn = expectedOn
    card.level = levelFor(expectedOn, view.today).level
  } else if (isIntentLevel(body.level)) card.level = body.level
  if (isReached) card.lastContactOn = laterDay(view.today, card.lastContactOn)
  record.timeline.unshift({
    id: String(body.id),
    kind: 'contact',
    at: command.enteredAt,
    actorName: view.holder.personName,
    data: {
      method: String(body.method),
      isReached,
      isExtra,
      result: String(body.result),
      note: String(body.note ?? ''),
    },
  })
  if (isExtra || card.followUp === null) return
  const gap = isReached ? (view.holder.gaps ?? DEFAULT_PROMISE_GAPS)[card.level] : 1
  const chosen = typeof body.nextDueOn === 'string' ? body.nextDueOn : undefined
  // The server names the next promise after its contact.
  card.followUp = {
    ...card.followUp,
    id: String(body.id),
    dueOn: chosen ?? addDays(view.today, gap),
  }
  view.done.add(card.id)
}

function edit(view: DeviceView, kind: string, id: string, change: Record<string, unknown>): void {
  const { version: _version, reason: _reason, ...fields } = change
  if (kind === 'customer') {
    const record = view.records.get(id)
    if (!record) return
    Object.assign(record.customer, fields)
    for (const card of record.cards) card.customerName = record.customer.name
    return
  }
  const found = findCard(view, id)
  if (!found) return
  Object.assign(found.card, fields)
  if (kind === 'expectation' && typeof fields.expectedOn === 'string')
    found.card.level = levelFor(fields.expectedOn, view.today).level
}

export function findCard(view: DeviceView, id: string) {
  for (const record of view.records.values()) {
    const card = record.cards.find((one) => one.id === id)
    if (card) return { card, record }
  }
  return undefined
}

/** `138****1234`, as the server masks a number. */
function maskedOnDevice(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 8 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}

/** A card on the list of its day. */
export function dayItemOf(view: DeviceView, card: Card): DayItem | undefined {
  const own = { ...card, isPinned: false, standsInFor: null }
  if (view.done.has(card.id)) return { ...own, when: 'done' }
  const { followUp } = card
  if (!followUp || followUp.isFrozen || followUp.dueOn > view.today) return undefined
  return { ...own, when: followUp.dueOn < view.today ? 'overdue' : 'today' }
}
