import {
  type Card,
  changeCard,
  changeExpectation,
  completeFollowUp,
  type DayItem,
  openCard,
} from '#modules/opportunities/contract.ts'
import { addDays, type Day, dayInZone, laterDay } from '#shared/days.ts'
import { isIntentLevel, levelFor } from '#shared/intent-level.ts'
import { DEFAULT_PROMISE_GAPS, type PromiseGaps } from '#shared/promise.ts'
import type { PlacedCommand } from '#ui/offline/command.ts'
import { type DeviceRecord, offlineEdit } from '../contract.ts'
import { addCard } from './unsent-card.ts'

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
  unsent: readonly PlacedCommand[]
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
    unsent,
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

/** A card on the list of its day. */
export function dayItemOf(view: DeviceView, card: Card): DayItem | undefined {
  const own = { ...card, isPinned: false, standsInFor: null }
  if (view.done.has(card.id)) return { ...own, when: 'done' }
  const { followUp } = card
  if (!followUp || followUp.isFrozen || followUp.dueOn > view.today) return undefined
  return { ...own, when: followUp.dueOn < view.today ? 'overdue' : 'today' }
}
