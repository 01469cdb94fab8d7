import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import {
  type CustomerRow,
  findCustomer,
  findCustomerByPhone,
  loadCustomer,
  searchCustomers,
} from '#modules/customers/index.ts'
import { findOpenCard, openCardsOf } from '#modules/opportunities/index.ts'
import { coreError } from '#shared/errors.ts'
import { normalisePhone } from '#shared/phone.ts'
import { normalisePlate } from '#shared/plate.ts'
import { namesOfPeople } from './names.queries.ts'
import { leavesNow, loadPlaces } from './standings.ts'
import { runsTheDoor } from './visits.policy.ts'
import { findLastVisitDays } from './visits.queries.ts'

const mostCandidates = 8

/**
 * A customer of this store as the visitor of a visit. The door may name anybody; a consultant only
 * their own customers, or whom the door named before them (`known`).
 */
export async function getVisitor(
  ctx: Ctx,
  id: string,
  known?: string | null,
): Promise<CustomerRow> {
  if (!runsTheDoor(ctx) && id !== known) return loadCustomer(ctx, id)
  const customer = await findCustomer(ctx, id)
  if (!customer) throw coreError('core.not_found')
  ctx.customerId = customer.id
  return customer
}

/** The consultant of a known customer, if on duty now: whoever holds the open card, else the customer. */
export async function consultantOnDuty(ctx: Ctx, customerId: string): Promise<string | undefined> {
  const card = await findOpenCard(ctx, customerId)
  const own = card?.ownerId ?? (await findCustomer(ctx, customerId))?.owner_id
  if (!own) return undefined
  const places = await loadPlaces(ctx)
  const isHere = places.some((p) => p.person_id === own && p.status === 'on_duty')
  return isHere && !(await leavesNow(ctx)).has(own) ? own : undefined
}

/**
 * First or repeat: who a phone number, a plate or a name belongs to in this store. The door sees
 * everybody, masked; a consultant sees their own customers, and of a colleague's whole number only
 * whose it is. Whole numbers asked for are logged (rules.md, Who owns a customer).
 */
export async function lookUp(ctx: Ctx, text: string) {
  const phone = normalisePhone(text)
  const kind = phone
    ? ('phone' as const)
    : normalisePlate(text)
      ? ('plate' as const)
      : ('name' as const)
  const found = (await searchCustomers(ctx, text))
    .filter((hit) => hit.storeId === ctx.store.id)
    .slice(0, mostCandidates)
  const hidden = phone && found.length === 0 ? await findCustomerByPhone(ctx, text) : undefined
  const ids = [...found.map((hit) => hit.id), ...(hidden ? [hidden.id] : [])]
  const cards = await openCardsOf(ctx, ids)
  const owners = [...cards.values()].map((card) => card.ownerId)
  const names = await namesOfPeople(ctx.tx, ctx.store.groupId, [...new Set(owners)])
  const lastDays = await findLastVisitDays(ctx.tx, ctx.store.id, ids)
  const onDuty = new Map((await loadPlaces(ctx)).map((p) => [p.person_id, p]))
  const consultantOf = (owner: { id: string | null; name: string | null }, customerId: string) => {
    const card = cards.get(customerId)
    if (card) return { id: card.ownerId, name: names.get(card.ownerId) ?? '—' }
    return owner.id ? { id: owner.id, name: owner.name ?? '—' } : null
  }
  const away = await leavesNow(ctx)
  const isOnDuty = (id: string | undefined) =>
    onDuty.get(id ?? '')?.status === 'on_duty' && !away.has(id ?? '')
  if (kind === 'phone')
    audit(ctx, {
      action: 'visitor.looked_up',
      recordType: 'visitor',
      recordId: ctx.requestId,
      detail: { kind, found: ids.length },
    })
  const known = found.map((hit) => {
    const consultant = consultantOf({ id: hit.ownerId, name: hit.ownerName }, hit.id)
    return {
      customerId: hit.id,
      name: hit.name,
      phone: hit.maskedPhone,
      consultant,
      isConsultantOnDuty: isOnDuty(consultant?.id),
      isOwner: hit.isOwner,
      special: hit.special,
      specialReason: hit.specialReason,
      openCardId: cards.get(hit.id)?.id ?? null,
      lastVisitOn: lastDays.get(hit.id) ?? null,
    }
  })
  const colleague = hidden
    ? consultantOf({ id: hidden.owner_id, name: hidden.owner_name }, hidden.id)
    : null
  const others = hidden
    ? [
        {
          customerId: null,
          name: null,
          phone: null,
          consultant: colleague,
          isConsultantOnDuty: isOnDuty(colleague?.id),
          isOwner: false,
          special: null,
          specialReason: '',
          openCardId: null,
          lastVisitOn: null,
        },
      ]
    : []
  return { kind, candidates: [...known, ...others] }
}
