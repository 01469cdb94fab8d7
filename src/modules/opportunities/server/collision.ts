import { type Ctx, can } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { customersError } from '#modules/customers/contract.ts'
import {
  type CustomerRow,
  findCustomerByPhone,
  findVisibleCustomer,
  isPhoneElsewhere,
} from '#modules/customers/index.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { normalisePhone } from '#shared/phone.ts'
import type { PhoneCheck } from '../contract.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { findStanding, type Standing } from './opportunities.queries.ts'
import { isOpen } from './states.ts'

/** A closed card belongs to its old owner for so many days (rules.md, Who owns a customer). */
export const daysOfOldOwner = 30

/** From when on a closed card belongs to whoever reopens it. */
export function freeFrom(standing: Standing): Day | null {
  return standing.closed_on === null ? null : addDays(standing.closed_on, daysOfOldOwner)
}

/** Whether a card that ended still belongs to its old owner. */
export function belongsToOldOwner(standing: Standing, today: Day): boolean {
  const free = freeFrom(standing)
  return standing.is_owner_active && free !== null && today < free
}

/**
 * The collision check (row 001-06): whose is this number? Complete numbers only; logged with the
 * number's hash. Tells of a colleague's customer only who works with them, and of another store
 * only that it knows the number. Throws `customers.not_a_phone` for an incomplete one.
 */
export async function checkPhone(ctx: Ctx, text: string): Promise<PhoneCheck> {
  const phone = normalisePhone(text)
  if (!phone) throw customersError('customers.not_a_phone')
  const hash = ctx.vault.hashPhone(ctx.store.groupId, phone.canonical)
  const customer = await findCustomerByPhone(ctx, text)
  const isElsewhere = await isPhoneElsewhere(ctx, hash)
  const check = customer
    ? await checkKnown(ctx, customer, isElsewhere)
    : { ...nobody, verdict: isElsewhere ? ('other_store' as const) : ('new' as const), isElsewhere }
  audit(ctx, {
    action: 'phone.checked',
    recordType: 'phone',
    recordId: hash.toString('hex'),
    detail: { verdict: check.verdict },
  })
  return check
}

const nobody = {
  ownerId: null,
  ownerName: null,
  card: 'none' as const,
  freeFrom: null,
  isElsewhere: false,
  isInPool: false,
  customer: null,
}

async function checkKnown(
  ctx: Ctx,
  customer: CustomerRow,
  isElsewhere: boolean,
): Promise<PhoneCheck> {
  const standing = await findStanding(ctx, customer.id)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const isVisible = (await findVisibleCustomer(ctx, customer.id, 'customers.read')) !== undefined
  if (isVisible) ctx.customerId = customer.id
  const open = standing !== undefined && isOpen(standing.state)
  const seen = isVisible
    ? {
        id: customer.id,
        name: customer.name,
        opportunityId: open && can(ctx, 'opportunities.read') ? standing.id : null,
      }
    : null
  if (!standing) return { ...nobody, verdict: 'new', isElsewhere, customer: seen }
  const isHeld = open || belongsToOldOwner(standing, today)
  const isMine = standing.owner_id === ctx.actor.personId
  return {
    verdict: isMine ? 'mine' : isHeld ? 'colleague' : 'new',
    ownerId: isHeld ? standing.owner_id : null,
    ownerName: isHeld ? standing.owner_name : null,
    card: open ? 'open' : 'ended',
    freeFrom: open ? null : freeFrom(standing),
    isElsewhere,
    isInPool: open && standing.is_in_pool,
    customer: seen,
  }
}

/** What the second of two people learns: who works with the customer, and nothing of the customer. */
export function collisionError(ctx: Ctx, standing: Standing, askedFor: string) {
  if (standing.owner_id === askedFor && standing.owner_id === ctx.actor.personId)
    return opportunitiesError('opportunities.already_open', { opportunityId: standing.id })
  if (standing.is_in_pool) return opportunitiesError('opportunities.in_pool', { state: 'open' })
  return opportunitiesError('opportunities.collision', {
    ownerName: standing.owner_name ?? '',
    state: 'open',
  })
}
