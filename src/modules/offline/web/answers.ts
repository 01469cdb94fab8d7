import { getCustomer, search } from '#modules/customers/contract.ts'
import {
  type Card,
  cardsOfCustomer,
  type DayItem,
  followUpsOfDay,
  getCard,
  listCards,
} from '#modules/opportunities/contract.ts'
import { timelineOf } from '#modules/timeline/contract.ts'
import type { Request } from '#ui/offline/command.ts'
import type { DeviceRecord } from '../contract.ts'
import { cardsOf, type DeviceView, dayItemOf, findCard, isOpenCard } from './view.ts'
import { overlayYard } from './yard.ts'

type Answer = (request: Request, view: DeviceView) => unknown

const byDue = (one: Card, other: Card) =>
  (one.followUp?.dueOn ?? '9999').localeCompare(other.followUp?.dueOn ?? '9999') ||
  one.level.localeCompare(other.level) * (one.level === 'H' || other.level === 'H' ? -1 : 1)

const isMe = (owner: unknown, view: DeviceView) =>
  owner === undefined || owner === 'me' || owner === view.holder.personId

const day: Answer = (request, view) => {
  const { owner, day: asked } = request.query ?? {}
  if (!isMe(owner, view) || (asked !== undefined && asked !== view.today)) return undefined
  const items = cardsOf(view)
    .map((card) => dayItemOf(view, card))
    .filter((item): item is DayItem => item !== undefined)
    .toSorted(byDue)
  return { day: view.today, counts: countsOf(items), items }
}

function countsOf(items: readonly DayItem[]) {
  const count = (when: DayItem['when']) => items.filter((item) => item.when === when).length
  return { overdue: count('overdue'), today: count('today'), done: count('done') }
}

const unknownHere = ['state', 'ending', 'cursor', 'dueOn', 'expectedOn']

const cards: Answer = (request, view) => {
  const query = request.query ?? {}
  const { owner, level, due, q, sort, limit, series, source, stage } = query
  // What the device cannot tell (ended cards, later pages) is the server's to answer.
  if (!isMe(owner, view) || unknownHere.some((name) => query[name] !== undefined)) return undefined
  const levels = typeof level === 'string' ? level.split(',') : undefined
  const stages = typeof stage === 'string' ? stage.split(',') : undefined
  const found = cardsOf(view).filter(
    (card) =>
      isOpenCard(card) &&
      (levels === undefined || levels.includes(card.level)) &&
      (stages === undefined || stages.includes(String(card.stage))) &&
      (series === undefined || card.seriesId === series) &&
      (source === undefined || card.sourceId === source) &&
      (due !== 'overdue' || (card.followUp?.dueOn ?? '9999') < view.today) &&
      (due !== 'today' || card.followUp?.dueOn === view.today) &&
      (typeof q !== 'string' || q === '' || isFound(view.records.get(card.customerId), q)),
  )
  const order =
    sort === 'expected'
      ? (one: Card, other: Card) => one.expectedOn.localeCompare(other.expectedOn)
      : sort === 'opened'
        ? (one: Card, other: Card) => other.openedOn.localeCompare(one.openedOn)
        : byDue
  const items = found.toSorted(order).slice(0, Number(limit ?? 50))
  return { items, nextCursor: null, count: found.length }
}

const found: Answer = (request, view) => {
  const q = String(request.query?.q ?? '')
  const { holder } = view
  return {
    items: [...view.records.values()]
      .filter((record) => isFound(record, q))
      .slice(0, 20)
      .map(({ customer, cards: own }) => ({
        id: customer.id,
        storeId: customer.storeId,
        storeName: '',
        storeNameEn: '',
        name: customer.name,
        sex: customer.sex,
        maskedPhone: customer.phones[0]?.masked ?? own[0]?.maskedPhone ?? null,
        plate: customer.vehicles[0]?.plate ?? null,
        ownerId: holder.personId,
        ownerName: holder.personName,
        isOwner: customer.isOwner,
        by: 'name',
      })),
  }
}

/** By name, by any part of a number from three digits on, by plate. */
function isFound(record: DeviceRecord | undefined, text: string): boolean {
  if (!record) return false
  const wanted = text.trim().toLowerCase().replaceAll(/[\s-]/g, '')
  if (wanted === '') return false
  const { customer, phones } = record
  if (customer.name.toLowerCase().replaceAll(' ', '').includes(wanted)) return true
  if (/^\+?\d{3,}$/.test(wanted))
    return phones.some(
      ({ number, dial }) => dial.includes(wanted) || number.replaceAll(/\D/g, '').includes(wanted),
    )
  return customer.vehicles.some(({ plate }) => plate?.toLowerCase().includes(wanted))
}

const recordOf = (request: Request, view: DeviceView) =>
  view.records.get(String(request.params?.id))

/** What the device can say by itself, by the path of the question. */
const answers: Record<string, Answer> = {
  [followUpsOfDay.path]: day,
  [listCards.path]: cards,
  [search.path]: found,
  [getCard.path]: (request, view) => findCard(view, String(request.params?.id))?.card,
  [getCustomer.path]: (request, view) => recordOf(request, view)?.customer,
  [cardsOfCustomer.path]: (request, view) => {
    const record = recordOf(request, view)
    return record && { items: record.cards }
  },
  [timelineOf.path]: (request, view) => {
    const record = recordOf(request, view)
    const { kind, cursor } = request.query ?? {}
    if (!record || cursor !== undefined) return undefined
    const items = record.timeline.filter((one) => kind === undefined || one.kind === kind)
    return { items, nextCursor: null }
  },
}

export function answerOnDevice(request: Request, view: DeviceView): unknown {
  return request.method === 'GET' ? answers[request.path]?.(request, view) : undefined
}

/** Unsent work done to lists of the server: cards as they are on the device, new ones on top. */
export function overlayUnsent(request: Request, answer: unknown, view: DeviceView): unknown {
  if (request.path === followUpsOfDay.path) {
    const listed = answer as { items: DayItem[] }
    const items = listed.items.map((item) =>
      view.done.has(item.id) ? { ...item, when: 'done' as const } : item,
    )
    return { ...listed, items, counts: countsOf(items) }
  }
  if (request.path !== listCards.path) return overlayYard(request, answer, view)
  const listed = answer as { items: Card[]; count: number | null }
  const mine = new Map(cardsOf(view).map((card) => [card.id, card]))
  const known = new Set(listed.items.map((card) => card.id))
  const fresh = (cards(request, view) as { items: Card[] } | undefined)?.items.filter(
    (card) => card.version === 0 && !known.has(card.id),
  )
  return {
    ...listed,
    items: [...(fresh ?? []), ...listed.items.map((card) => mine.get(card.id) ?? card)],
  }
}
