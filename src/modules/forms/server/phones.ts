import { authorise, type Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { maskedPhone } from '#modules/customers/index.ts'
import { normalisePhone } from '#shared/phone.ts'
import { formsError } from '../contract.ts'
import type { FaceColumns } from './forms.queries.ts'

export interface AskedPhones {
  phones: 'masked' | 'full'
  reason?: string | undefined
}

/**
 * How the numbers of a form are said: masked, or in full with the right to export them and a
 * reason, which is kept in the audit trail with the form (rules.md, Seeing and revealing).
 */
export function phoneSayer(ctx: Ctx, form: string, asked: AskedPhones) {
  const isFull = asked.phones === 'full'
  if (isFull) {
    authorise(ctx, 'exports.phones', 'store')
    if (!asked.reason || asked.reason.length < 2) throw formsError('forms.reason_needed')
    audit(ctx, {
      action: 'form.full_numbers',
      recordType: 'form',
      recordId: form,
      reason: asked.reason,
    })
  }
  return ({ sealed_key, phone_sealed }: FaceColumns): string | null => {
    if (!isFull) return maskedPhone(ctx, sealed_key, phone_sealed)
    return sealed_key && phone_sealed
      ? (normalisePhone(ctx.vault.openFor(sealed_key, phone_sealed))?.national ?? null)
      : null
  }
}
