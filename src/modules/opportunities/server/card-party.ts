import type { Ctx } from '#foundation/ctx.ts'
import {
  type CustomerRow,
  createCustomer,
  discardCustomer,
  findCustomer,
  findCustomerByPhone,
} from '#modules/customers/index.ts'
import { AppError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import type { NewCard } from './open-card.ts'
import { findStanding, type Standing } from './opportunities.queries.ts'

/** Whom a card is for, and what decides whether they are taken. */
export interface Party {
  customer: { id: string; isOwner: boolean; isNew: boolean }
  standing: Standing | undefined
}

/**
 * The customer of a card: the one given, whoever holds one of the numbers, else a new one. Of two who
 * save a new number at once the second goes on with the customer the first one made.
 */
export async function findOrCreate(ctx: Ctx, card: NewCard): Promise<Party> {
  if (card.customerId !== undefined) {
    const known = await findCustomer(ctx, card.customerId)
    if (!known) throw opportunitiesError('opportunities.person_needed')
    return knownParty(ctx, known)
  }
  if (!card.customer) throw opportunitiesError('opportunities.person_needed')
  const { phones, sharedReason } = card.customer
  if (sharedReason === undefined) {
    const holder = await findHolderOf(ctx, phones)
    if (holder) return knownParty(ctx, holder)
  }
  const id = card.customer.id ?? uuidv7()
  try {
    const made = await createCustomer(
      ctx,
      definedOnly({ ...card.customer, id, ownerId: card.ownerId, sourceId: card.sourceId }),
    )
    return { customer: { id, isOwner: false, isNew: made.isNew }, standing: undefined }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'customers.phone_taken') throw error
    // Another save was first and is committed by now: go on with the customer it made.
    const holder = await findHolderOf(ctx, phones)
    if (!holder) throw error
    await discardCustomer(ctx, id)
    return knownParty(ctx, holder)
  }
}

async function knownParty(ctx: Ctx, row: CustomerRow): Promise<Party> {
  return {
    customer: { id: row.id, isOwner: row.is_owner, isNew: false },
    standing: await findStanding(ctx, row.id),
  }
}

async function findHolderOf(ctx: Ctx, phones: readonly string[]): Promise<CustomerRow | undefined> {
  for (const phone of phones) {
    const holder = await findCustomerByPhone(ctx, phone)
    if (holder) return holder
  }
  return undefined
}

/** Leaves out what is undefined, so that defaults of the callee apply. */
function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never
}
