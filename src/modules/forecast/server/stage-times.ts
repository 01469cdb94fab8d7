import { type DayNumber, dayNumber, type HistoryCard } from '#shared/forecast/history.ts'
import { type Day, addDays } from '#shared/days.ts'

/** The order's own stage: the contract is signed. */
export const signedStage = 90

/** The first day on which a card stood at a stage or beyond it; null when it never did. */
export function reachedOn(card: HistoryCard, stage: number): DayNumber | null {
  const first =
    card.stageChanges[0]?.from ?? (card.signedOn === null ? card.stage : Math.min(card.stage, 75))
  if (first >= stage && stage < signedStage) return card.openedOn
  for (const [place, change] of card.stageChanges.entries()) {
    const to = card.stageChanges[place + 1]?.from ?? card.stage
    if (to >= stage) return card.signedOn === null ? change.on : Math.min(change.on, card.signedOn)
  }
  return card.signedOn
}

/** Since when a card stands at its stage without a break. */
export function stageSince(card: HistoryCard): DayNumber {
  return card.stageChanges.at(-1)?.on ?? card.openedOn
}

export interface StageStep {
  /** Ended cards that reached the stage, and the share of them that reached the next. */
  n: number
  rate: number | null
  /** Middle days from the stage to the next. */
  days: number | null
}

/** By stage: how cards that ended in a span went on to the next one, contract last. */
export function stepsOf(
  cards: readonly HistoryCard[],
  stages: readonly number[],
  span: { from: Day; to: Day },
): Map<number, StageStep> {
  const from = dayNumber(span.from)
  const to = dayNumber(span.to)
  const ended = cards.filter((card) => {
    const end = card.signedOn ?? card.endedOn
    return end !== null && end >= from && end <= to
  })
  const steps = new Map<number, StageStep>()
  for (const [place, stage] of stages.entries()) {
    const next = stages[place + 1] ?? signedStage
    const there = ended.filter((card) => reachedOn(card, stage) !== null)
    const further = there.filter((card) => reachedOn(card, next) !== null)
    const days = further.map((card) => (reachedOn(card, next) ?? 0) - (reachedOn(card, stage) ?? 0))
    steps.set(stage, {
      n: there.length,
      rate: there.length > 0 ? further.length / there.length : null,
      days: quantile(days, 0.5),
    })
  }
  return steps
}

/** The value below which a share of the values lies; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? low
  return low + (high - low) * (place - Math.floor(place))
}

/** A year back from a day, both included. */
export const lastYear = (today: Day): { from: Day; to: Day } => ({
  from: addDays(today, -364),
  to: today,
})
