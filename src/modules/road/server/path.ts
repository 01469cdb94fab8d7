import { type RoadStep, roadSteps } from '#shared/road-steps.ts'

/** What is on record of one step. */
export interface StepRecord {
  fact?: { at: Date; by: string | null } | undefined
  mark?:
    | { id: string; kind: 'done' | 'skipped'; at: Date; by: string | null; reason: string }
    | undefined
}

/** Steps that are done by what is on record alone; the others may be ticked. */
export const factSteps: readonly RoadStep[] = ['needs', 'presentation', 'quote', 'delivery']

export type StepState = 'done' | 'skipped' | 'next' | 'open' | 'passed' | 'ongoing'

/**
 * Where a card is on the road: done by its facts or a tick, skipped with a reason. The next step is the
 * first open one after the furthest that is done: what was left out before it is passed and may still be
 * recorded. A required step comes first all the same, until the car is delivered. Keeping contact goes on
 * beside the others and is never done; a delivered card whose customer was asked after has no next step.
 */
export function pathOf(
  records: ReadonlyMap<RoadStep, StepRecord>,
  { isOpen, required }: { isOpen: boolean; required: readonly RoadStep[] },
) {
  const steps = roadSteps.filter((step) => step !== 'keep_contact')
  const isDone = (step: RoadStep) => {
    const { fact, mark } = records.get(step) ?? {}
    return fact !== undefined || mark?.kind === 'done'
  }
  const isSkipped = (step: RoadStep) => !isDone(step) && records.get(step)?.mark?.kind === 'skipped'
  const isDelivered = isDone('delivery')
  const furthest = steps.findLastIndex(isDone)
  const left = steps.filter((step) => !isDone(step) && !isSkipped(step))
  const passed = left.filter((step) => steps.indexOf(step) < furthest)
  const owed = isDelivered ? undefined : passed.find((step) => required.includes(step))
  const ahead = left.find((step) => steps.indexOf(step) > furthest)
  const last = isDelivered ? null : ('keep_contact' as const)
  const next = isOpen ? (owed ?? ahead ?? last) : null
  const stateOf = (step: RoadStep): StepState => {
    if (step === 'keep_contact') return 'ongoing'
    if (isDone(step)) return 'done'
    if (isSkipped(step)) return 'skipped'
    if (step === next) return 'next'
    return passed.includes(step) ? 'passed' : 'open'
  }
  return { states: new Map(roadSteps.map((step) => [step, stateOf(step)])), next }
}

/**
 * The first required step before one that is neither done nor skipped: it stands in the way. Once the
 * car is delivered nothing before the delivery does.
 */
export function inTheWay(
  states: ReadonlyMap<RoadStep, StepState>,
  required: readonly RoadStep[],
  step: RoadStep,
): RoadStep | undefined {
  const before = roadSteps.slice(0, roadSteps.indexOf(step))
  if (before.includes('delivery') && states.get('delivery') === 'done') return undefined
  return before.find((one) => {
    const state = states.get(one)
    return required.includes(one) && state !== 'done' && state !== 'skipped'
  })
}
