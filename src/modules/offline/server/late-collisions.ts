import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { findCustomerByPhone, findSealedKey } from '#modules/customers/index.ts'
import { findOpenCard } from '#modules/opportunities/index.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { enteredAt } from './entered-at.ts'
import { insertKept } from './offline.queries.ts'

export interface LateCard {
  id: string
  card: {
    customerId?: string | undefined
    name?: string | undefined
    phones?: string[] | undefined
    note?: string | undefined
  }
  at: string
}

/**
 * A card made without network turned out to be a colleague's customer. The owner stays by the same
 * rules as at a desk; what the second person learnt is kept with the customer, and both are told.
 */
export async function keepLateCard(ctx: Ctx, late: LateCard) {
  const personId = personOf(ctx)
  const customerId = await whose(ctx, late.card)
  const open = customerId === undefined ? undefined : await findOpenCard(ctx, customerId)
  // Only what really collides is kept: the route must not become a probe of numbers.
  if (customerId === undefined || open === undefined || open.ownerId === personId)
    return { isKept: false, ownerName: null }
  const key = await findSealedKey(ctx, customerId)
  const entered = [late.card.name, late.card.note].filter(Boolean).join(' · ')
  await insertKept(ctx, [
    {
      id: late.id,
      customerId,
      opportunityId: open.id,
      kind: 'card',
      personId,
      otherId: open.ownerId,
      enteredAt: enteredAt(late.at, ctx.now),
      content:
        key &&
        ctx.vault.sealFor(key, JSON.stringify({ field: null, entered: maskPhonesInText(entered) })),
    },
  ])
  audit(ctx, {
    action: 'offline.collision',
    recordType: 'opportunity',
    recordId: open.id,
    customer: { id: customerId, sealedKey: key },
    detail: { ownerId: open.ownerId },
  })
  announce(ctx, {
    type: 'offline.collision',
    recordId: open.id,
    data: { customerId, opportunityId: open.id, ownerId: open.ownerId, personId },
  })
  return { isKept: true, ownerName: open.ownerName }
}

async function whose(ctx: Ctx, card: LateCard['card']): Promise<string | undefined> {
  if (card.customerId !== undefined) return card.customerId
  for (const phone of card.phones ?? []) {
    const holder = await findCustomerByPhone(ctx, phone)
    if (holder) return holder.id
  }
  return undefined
}
