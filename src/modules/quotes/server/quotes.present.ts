import type { Configuration } from '#shared/configuration.ts'
import { type Approval, configurationSchema, type Quote, type QuoteVersion } from '../contract.ts'
import type { ApprovalRow, LineRow, QuoteFace, VersionRow } from './quotes.queries.ts'

/** A quote as lists show it; `sayItem` says names of the price book in the reader's language. */
export function presentQuote(row: QuoteFace, sayItem: (text: string) => string): Quote {
  return {
    id: row.id,
    number: row.number,
    versionNo: row.version_no,
    opportunityId: row.opportunity_id,
    customerId: row.customer_id,
    customerName: row.customer ?? '',
    ownerId: row.owner_id,
    ownerName: row.owner,
    state: row.state,
    modelId: row.model_id,
    modelText: row.model ?? row.model_text,
    colour: sayItem(row.colour),
    quantity: row.quantity,
    paymentMethod: row.payment_method,
    listFen: row.list_fen,
    discountFen: row.discount_fen,
    carFen: row.car_fen,
    totalFen: row.total_fen,
    validUntil: row.valid_until,
    madeAt: row.made_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    version: row.version,
  }
}

/** The choices of a stored version, with the words on the old car put back. */
export function configurationOf(row: VersionRow): Configuration {
  const { tradeIn, ...stored } = row.configuration as { tradeIn: { allowanceFen: number } | null }
  return configurationSchema.parse({
    ...stored,
    tradeIn: tradeIn && { ...tradeIn, text: row.trade_in_text },
  })
}

export function presentVersion(row: VersionRow, lines: readonly LineRow[]): QuoteVersion {
  return {
    no: row.no,
    configuration: configurationOf(row),
    totals: row.totals,
    lines: lines
      .filter((line) => line.version_no === row.no)
      .map((line) => ({
        kind: line.kind,
        itemId: line.item_id,
        name: line.name,
        nameEn: line.name_en,
        quantity: line.quantity,
        priceFen: line.price_fen,
        amountFen: line.amount_fen,
      })),
    note: row.note,
    validUntil: row.valid_until,
    pricedOn: row.priced_on,
    madeAt: row.made_at.toISOString(),
    madeByName: row.made_by_name,
    sentAt: row.sent_at?.toISOString() ?? null,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedByName: row.approved_by_name,
  }
}

export function presentApproval(row: ApprovalRow): Approval {
  return {
    id: row.id,
    versionNo: row.version_no,
    state: row.state,
    discountFen: row.discount_fen,
    basisFen: row.basis_fen,
    carFen: row.car_fen,
    isBelowFloor: row.is_below_floor,
    reason: row.reason,
    askedAt: row.asked_at.toISOString(),
    askedByName: row.asked_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedByName: row.decided_by_name,
    decisionNote: row.decision_note,
    counterFen: row.counter_fen,
  }
}
