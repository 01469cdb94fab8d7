import type { Fen } from '#shared/money.ts'
import { partOf } from '#shared/price-book.ts'

export interface Instalment {
  no: number
  principalFen: Fen
  /** Interest, or this month's part of the fee. */
  interestFen: Fen
  paymentFen: Fen
  /** Still owed after it, the residual included. */
  balanceFen: Fen
}

export interface InstalmentPlan {
  rows: Instalment[]
  monthlyFen: Fen
  /** The last one makes up for the rounding of the others. */
  lastFen: Fen
  interestFen: Fen
  residualFen: Fen
}

export interface Loan {
  loanFen: Fen
  months: number
  /** Basis points per year, or of the whole term with `fee`. */
  rateBp: number
  method: 'annual' | 'fee'
  /** Paid in one sum with the last instalment. */
  residualFen?: Fen
}

/**
 * The instalments of a loan or lease, in fen: equal payments (等额本息) at the yearly rate ÷ 12, or the
 * principal in equal parts with the fee spread over them (手续费分摊). The principal of all rows and
 * the residual add to the loan. A loan of nothing has no rows.
 */
export function instalmentPlan({
  loanFen,
  months,
  rateBp,
  method,
  residualFen = 0,
}: Loan): InstalmentPlan {
  const residual = Math.min(residualFen, loanFen)
  if (loanFen <= 0 || months < 1)
    return { rows: [], monthlyFen: 0, lastFen: 0, interestFen: 0, residualFen: 0 }
  const rows =
    method === 'fee'
      ? feeRows(loanFen - residual, residual, months, partOf(loanFen, rateBp, 10_000))
      : annuityRows(loanFen, residual, months, rateBp)
  return {
    rows,
    monthlyFen: rows[0]?.paymentFen ?? 0,
    lastFen: rows.at(-1)?.paymentFen ?? 0,
    interestFen: rows.reduce((sum, row) => sum + row.interestFen, 0),
    residualFen: residual,
  }
}

function annuityRows(loan: Fen, residual: Fen, months: number, rateBp: number): Instalment[] {
  const rate = rateBp / 120_000
  const growth = (1 + rate) ** months
  const payment =
    rate === 0
      ? Math.round((loan - residual) / months)
      : Math.round(((loan * growth - residual) * rate) / (growth - 1))
  let balance = loan
  return Array.from({ length: months }, (_, index) => {
    const interest = partOf(balance, rateBp, 120_000)
    const isLast = index === months - 1
    // Rounding never takes back more than is owed.
    const principal = isLast ? balance - residual : Math.min(payment - interest, balance - residual)
    balance -= principal
    return row(index, principal, interest, balance)
  })
}

function feeRows(loan: Fen, residual: Fen, months: number, fee: Fen): Instalment[] {
  let balance = loan + residual
  let feeLeft = fee
  return Array.from({ length: months }, (_, index) => {
    const isLast = index === months - 1
    const principal = isLast ? balance - residual : Math.floor(loan / months)
    const part = isLast ? feeLeft : Math.floor(fee / months)
    balance -= principal
    feeLeft -= part
    return row(index, principal, part, balance)
  })
}

const row = (index: number, principal: Fen, interest: Fen, balance: Fen): Instalment => ({
  no: index + 1,
  principalFen: principal,
  interestFen: interest,
  paymentFen: principal + interest,
  balanceFen: balance,
})
