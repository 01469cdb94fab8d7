import { changeCustomer, revealPhones } from '#modules/customers/contract.ts'
import { addAttachment, addComment } from '#modules/notes/contract.ts'
import {
  changeCard,
  changeExpectation,
  completeFollowUp,
  openCard,
} from '#modules/opportunities/contract.ts'
import { addDays } from '#shared/days.ts'
import { uuidv7 } from '#shared/ids.ts'
import { isIntentLevel, levelFor } from '#shared/intent-level.ts'
import type { OfflineRule, Request } from '#ui/offline/command.ts'
import { type EditKind, lateCollision, offlineEdit } from '../contract.ts'
import { offlineWords } from '../words.ts'
import { type DeviceView, findCard } from './view.ts'
import { yardRules } from './yard.ts'

type Rule = OfflineRule<DeviceView>
const of = ({ method, path }: { method: Request['method']; path: string }) => ({ method, path })
const bodyOf = (request: Request) => request.body ?? {}
const withId = (request: Request): Request => ({
  ...request,
  body: { ...request.body, id: request.body?.id ?? uuidv7() },
})
const customerName = (view: DeviceView, id: unknown) =>
  view.records.get(String(id))?.customer.name ?? ''
const cardName = (view: DeviceView, id: unknown) =>
  findCard(view, String(id))?.card.customerName ?? ''

interface GivenCustomer {
  id?: string
  name?: string
  phones?: string[]
}

const newCard: Rule = {
  ...of(openCard),
  title: offlineWords.newCard,
  about: (request, view) =>
    (bodyOf(request).customer as GivenCustomer | undefined)?.name ??
    customerName(view, bodyOf(request).customerId),
  prepare: (request) => {
    const { body } = withId(request)
    const customer = body?.customer as GivenCustomer | undefined
    if (customer === undefined) return { ...request, body }
    return { ...request, body: { ...body, customer: { ...customer, id: customer.id ?? uuidv7() } } }
  },
  makes: (request) => {
    const { id, customer } = bodyOf(request)
    return [id, (customer as GivenCustomer | undefined)?.id].filter(
      (one): one is string => typeof one === 'string',
    )
  },
  // The number may belong to a customer on record: later work means that one.
  renames: (request, answer) => {
    const made = (bodyOf(request).customer as GivenCustomer | undefined)?.id
    const known = (answer as { customerId?: string } | undefined)?.customerId
    return made && known ? [[made, known]] : []
  },
  settles: (request, refusal) => {
    if (refusal.code !== 'opportunities.collision') return undefined
    const { id, customer, customerId, note } = bodyOf(request)
    const { name, phones } = (customer ?? {}) as GivenCustomer
    return {
      ...of(lateCollision),
      body: {
        id,
        card: definedOnly({ customerId, name, phones, note }),
        at: new Date().toISOString(),
      },
    }
  },
  answer: (request, view) => {
    const body = bodyOf(request)
    const customer = body.customer as GivenCustomer | undefined
    const { today, holder } = view
    const chosen = typeof body.expectedOn === 'string' ? levelFor(body.expectedOn, today).level : ''
    return {
      id: body.id,
      customerId: body.customerId ?? customer?.id,
      ownerId: holder.personId,
      ownerName: holder.personName,
      level: chosen || (isIntentLevel(body.level) ? body.level : 'C'),
      dueOn: addDays(today, 1),
      decision: 'first_save',
    }
  },
}

const completion: Rule = {
  ...of(completeFollowUp),
  title: offlineWords.completion,
  about: (request, view) => cardName(view, request.params?.id),
  prepare: withId,
  stamp: (request, at) => ({ ...request, body: { ...request.body, at: request.body?.at ?? at } }),
  answer: (request, view) => {
    const body = bodyOf(request)
    const card = findCard(view, String(request.params?.id))?.card
    return {
      contactId: body.id,
      isExtra: card?.followUp?.id !== body.followUpId,
      level: isIntentLevel(body.level) ? body.level : (card?.level ?? 'C'),
      nextDueOn: typeof body.nextDueOn === 'string' ? body.nextDueOn : null,
    }
  },
}

/** An edit as it is kept without network: each field with the value that was on the screen. */
function edit(
  route: { method: Request['method']; path: string },
  kind: EditKind,
  title: Rule['title'],
  recordOf: (view: DeviceView, id: string) => object | undefined,
): Rule {
  return {
    ...of(route),
    title,
    isEdit: true,
    about: (request, view) =>
      kind === 'customer'
        ? customerName(view, request.params?.id)
        : cardName(view, request.params?.id),
    later: (request, view) => {
      const { version: _version, ...change } = bodyOf(request)
      const recordId = String(request.params?.id)
      const record = { ...recordOf(view, recordId) } as Record<string, unknown>
      const seen = Object.fromEntries(
        Object.keys(change).map((field) => [field, record[field] ?? null]),
      )
      return {
        ...of(offlineEdit),
        body: { id: uuidv7(), kind, recordId, seen, change },
      }
    },
    answer: (request, view) => ({
      ...recordOf(view, String(request.params?.id)),
      ...bodyOf(request),
    }),
  }
}

/** A kept edit, as it is sent. */
const keptEdit: Rule = {
  ...of(offlineEdit),
  title: offlineWords.cardEdit,
  about: () => '',
  stamp: (request, at) => ({ ...request, body: { ...request.body, at } }),
  answer: () => ({ applied: [], superseded: [] }),
}

const collision: Rule = {
  ...of(lateCollision),
  title: offlineWords.newCard,
  about: () => '',
  answer: () => ({ isKept: false, ownerName: null }),
}

const comment: Rule = {
  ...of(addComment),
  title: offlineWords.comment,
  about: (request, view) => customerName(view, request.params?.id),
  prepare: withId,
  answer: (request, view) => ({
    ...bodyOf(request),
    at: view.holder.now().toISOString(),
    personName: view.holder.personName,
  }),
}

const attachment: Rule = {
  ...of(addAttachment),
  title: offlineWords.attachment,
  about: (request, view) => customerName(view, request.params?.id),
  prepare: (request) => ({
    ...request,
    query: { ...request.query, id: request.query?.id ?? uuidv7() },
  }),
  answer: (request) => ({ ...request.query }),
}

/** The number is on the device: the look is logged when the network is back. */
const reveal: Rule = {
  ...of(revealPhones),
  title: offlineWords.reveal,
  about: (request, view) => customerName(view, request.params?.id),
  answer: (request, view) => ({
    phones: view.records.get(String(request.params?.id))?.phones ?? [],
  }),
}

/** Every route a consultant can work with no network. */
export const offlineRules: Rule[] = [
  newCard,
  completion,
  edit(
    changeCustomer,
    'customer',
    offlineWords.customerEdit,
    (view, id) => view.records.get(id)?.customer,
  ),
  edit(changeCard, 'card', offlineWords.cardEdit, (view, id) => findCard(view, id)?.card),
  edit(
    changeExpectation,
    'expectation',
    offlineWords.expectationEdit,
    (view, id) => findCard(view, id)?.card,
  ),
  keptEdit,
  collision,
  comment,
  attachment,
  reveal,
  ...yardRules,
]

function definedOnly(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
