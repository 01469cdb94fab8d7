import type { Fen } from '#shared/money.ts'

/** How much a role may give away of one car beyond what anybody may; both limits must hold. */
export interface DiscountLimit {
  roleKey: string
  /** Of the list price, in basis points; null: no such limit. */
  percentBp: number | null
  amountFen: Fen | null
  mayGoBelowFloor: boolean
}

/** The ladder of a store that set none of its own. */
export const standardLadder: readonly DiscountLimit[] = [
  { roleKey: 'consultant', percentBp: 50, amountFen: 3_000_00, mayGoBelowFloor: false },
  { roleKey: 'dcc_agent', percentBp: 50, amountFen: 3_000_00, mayGoBelowFloor: false },
  { roleKey: 'showroom_manager', percentBp: 300, amountFen: 10_000_00, mayGoBelowFloor: false },
  { roleKey: 'sales_manager', percentBp: 600, amountFen: 30_000_00, mayGoBelowFloor: false },
  { roleKey: 'general_manager', percentBp: null, amountFen: null, mayGoBelowFloor: true },
]

/** What is asked for, per car. */
export interface Asked {
  /** Discount and gifts beyond the authorised (`approvalBasis`). */
  basisFen: Fen
  listFen: Fen
  isBelowFloor: boolean
}

/** Whether a limit reaches as far as is asked. */
export function isCovered(limit: DiscountLimit, asked: Asked): boolean {
  if (asked.isBelowFloor && !limit.mayGoBelowFloor) return false
  if (limit.amountFen !== null && asked.basisFen > limit.amountFen) return false
  // In whole numbers, so that a limit of exactly 3 % is reached and not passed.
  return (
    limit.percentBp === null ||
    BigInt(asked.basisFen) * 10_000n <= BigInt(limit.percentBp) * BigInt(asked.listFen)
  )
}

/** Whether one limit lets through nothing that another would not. */
export function isWithin(limit: DiscountLimit, other: DiscountLimit): boolean {
  const fits = (mine: number | null, theirs: number | null) =>
    theirs === null || (mine !== null && mine <= theirs)
  return (
    fits(limit.percentBp, other.percentBp) &&
    fits(limit.amountFen, other.amountFen) &&
    (other.mayGoBelowFloor || !limit.mayGoBelowFloor)
  )
}

/** Whether nobody needs to be asked, whoever gives it. */
export function isFree(asked: Asked): boolean {
  return asked.basisFen <= 0 && !asked.isBelowFloor
}

/** The roles that may give what is asked, the lowest first. */
export function rolesCovering(ladder: readonly DiscountLimit[], asked: Asked): string[] {
  return [...ladder]
    .filter((limit) => isCovered(limit, asked))
    .sort((a, b) => reach(a) - reach(b))
    .map(({ roleKey }) => roleKey)
}

const reach = ({ percentBp, amountFen, mayGoBelowFloor }: DiscountLimit) =>
  (mayGoBelowFloor ? 1e15 : 0) + (percentBp ?? 10_000) * 1e10 + (amountFen ?? 9e9)
