import type { Customer } from '#modules/customers/contract.ts'
import type { Card } from '#modules/opportunities/contract.ts'
import { addDays } from '#shared/days.ts'
import { type IntentLevel, isIntentLevel, levelFor } from '#shared/intent-level.ts'
import type { PlacedCommand } from '#ui/offline/command.ts'
import type { DeviceRecord } from '../contract.ts'
import type { DeviceView } from './view.ts'

/** Shows a card that was made on the device, with its customer where that one is new. */
export function addCard(view: DeviceView, command: PlacedCommand): void {
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

/** `138****1234`, as the server masks a number. */
function maskedOnDevice(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 8 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}
