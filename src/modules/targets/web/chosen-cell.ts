import type { TargetCell, TargetNumber, TargetScope } from '../contract.ts'

/** A target somebody opened. */
export interface ChosenCell {
  metric: TargetNumber
  scope: TargetScope
  subject: string
  name: string
  cell: TargetCell
}
