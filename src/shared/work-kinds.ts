/** The kinds of work that have their executing and their checking roles in a store (seed row 003-63). */
export const workKinds = [
  'receive',
  'file',
  'follow_up',
  'one_to_one',
  'spot_check',
  'loss_verification',
] as const
export type WorkKind = (typeof workKinds)[number]
