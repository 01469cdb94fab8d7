import type { PrivacyRequest } from '../contract.ts'
import type { RequestRow, RevealRow } from './privacy.queries.ts'

export function presentRequest(row: RequestRow): PrivacyRequest {
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer,
    kind: row.kind,
    channels: row.channels,
    reason: row.reason,
    isFromElsewhere: row.is_from_elsewhere,
    askedAt: row.asked_at.toISOString(),
    recordedBy: row.person,
    doneAt: row.done_at?.toISOString() ?? null,
    proof: row.proof,
  }
}

export function presentReveal(row: RevealRow) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    personName: row.person,
    what: row.action === 'phone.revealed' ? ('phone' as const) : ('id_number' as const),
    reason: row.reason,
    customerId: row.customer_id,
    customerName: row.customer,
  }
}
