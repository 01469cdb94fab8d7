import { type Ctx, can } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import { maskedPhone } from './customers.present.ts'
import { findCustomer, listPhones } from './customers.queries.ts'
import { openIdNumber, openSealed } from './facts.ts'
import { openNumbers } from './phones.service.ts'

export interface ContractParty {
  name: string
  kind: 'person' | 'company'
  phone: string
  idNumber: string
  address: string
  registeredName: string
  taxNumber: string
}

/**
 * Who stands in a contract. Numbers are whole for those who may reveal them (rules.md, Seeing and
 * revealing), which is logged with the reason; else masked, to be written in by hand.
 */
export async function contractPartyOf(
  ctx: Ctx,
  customerId: string,
  reason: string,
): Promise<ContractParty> {
  const row = await findCustomer(ctx, customerId)
  if (!row) throw coreError('core.not_found')
  const mayReveal =
    can(ctx, 'customers.reveal', 'store') ||
    (can(ctx, 'customers.reveal') && row.owner_id === ctx.actor.personId)
  const facts = openSealed(ctx, row)
  const idNumber = openIdNumber(ctx, row)
  const numbers =
    mayReveal && row.sealed_key
      ? (await openNumbers(ctx, customerId, row.sealed_key)).map((one) => one.number)
      : (await listPhones(ctx, [customerId])).map((one) =>
          maskedPhone(ctx, row.sealed_key, one.phone_sealed),
        )
  if (mayReveal)
    audit(ctx, {
      action: 'phone.revealed',
      recordType: 'customer',
      recordId: customerId,
      customer: { id: customerId, sealedKey: row.sealed_key },
      detail: { purpose: 'contract' },
      reason,
    })
  return {
    name: row.name,
    kind: row.kind,
    phone: numbers[0] ?? '',
    idNumber: idNumber === null ? '' : mayReveal ? idNumber : maskIdNumber(idNumber),
    address: facts.homeAddress,
    registeredName: facts.registeredName,
    taxNumber: facts.taxNumber,
  }
}
