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

export type StepState = 'done' | 'skipped' | 'next' | 'open' | 'ongoing'

/**
 * Where a card is on the road: done by its facts or a tick, skipped with a reason, the first of the
 * others next. Keeping contact goes on beside the others and is never done.
 */
export function pathOf(records: ReadonlyMap<RoadStep, StepRecord>, isOpen: boolean) {
  let next: RoadStep | null = null
  const states = roadSteps.map((step): [RoadStep, StepState] => {
    if (step === 'keep_contact') return [step, 'ongoing']
    const record = records.get(step)
    if (record?.fact || record?.mark?.kind === 'done') return [step, 'done']
    if (record?.mark?.kind === 'skipped') return [step, 'skipped']
    if (next !== null || !isOpen) return [step, 'open']
    next = step
    return [step, 'next']
  })
  return { states: new Map(states), next: next ?? (isOpen ? ('keep_contact' as const) : null) }
}

/** The first required step before one that is neither done nor skipped: it stands in the way. */
export function inTheWay(
  states: ReadonlyMap<RoadStep, StepState>,
  required: readonly RoadStep[],
  step: RoadStep,
): RoadStep | undefined {
  const before = roadSteps.slice(0, roadSteps.indexOf(step))
  return before.find((one) => {
    const state = states.get(one)
    return required.includes(one) && state !== 'done' && state !== 'skipped'
  })
}
