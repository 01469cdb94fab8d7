import {
  type DayNumber,
  type HistoryCard,
  isOpenOn,
  isSignedIn,
  levelOn,
  stageOn,
} from './history.ts'
import { fitLogistic, type LogisticModel, predict } from './logistic.ts'

/** A deal within so many days is what the probability speaks of. */
export const winHorizon = 90
/** The least history: so many ended cards and deals among them. */
export const leastEnded = 100
export const leastWins = 30
const landmarkEvery = 10
const windowDays = 540
const sourcesKept = 8
const ridge = 4

/** The facts a probability is made of; each becomes one reason. */
export const winFacts = [
  'level',
  'stage',
  'age',
  'silence',
  'contacts',
  'visits',
  'test_drive',
  'returning',
  'source',
] as const
export type WinFact = (typeof winFacts)[number]

export interface WinModel extends LogisticModel {
  /** Mean of each input where it was learned: reasons are told against it. */
  means: number[]
  sources: string[]
  /** Cards seen, and the deals among them. */
  cards: number
  deals: number
  /** The share of looks at open cards that were followed by a deal in time. */
  base: number
}

export interface WinReason {
  fact: WinFact
  /** The points of probability it adds or takes, against the mean card. */
  effect: number
}

/** Which fact each input belongs to, in the order of `inputsOf`. */
const factOf = (place: number, sources: number): WinFact =>
  place < 3
    ? 'level'
    : place < 5
      ? 'stage'
      : place < 7
        ? 'age'
        : place === 7
          ? 'silence'
          : place === 8
            ? 'contacts'
            : place === 9
              ? 'visits'
              : place === 10
                ? 'test_drive'
                : place < 12 + sources && place > 11
                  ? 'source'
                  : 'returning'

/** A card as numbers at the end of a day, from what was known then. */
export function inputsOf(card: HistoryCard, day: DayNumber, sources: readonly string[]): number[] {
  const level = levelOn(card, day)
  const stage = stageOn(card, day)
  const age = Math.max(0, day - card.openedOn)
  const contacts = countUpTo(card.contacts, day)
  const last = Math.max(card.openedOn, contacts > 0 ? (card.contacts[contacts - 1] ?? 0) : 0)
  return [
    Number(level === 'H'),
    Number(level === 'A'),
    Number(level === 'B'),
    Number(stage >= 50),
    Number(stage >= 75),
    Math.log1p(age),
    Number(age > 60),
    Math.log1p(Math.max(0, day - last)),
    Math.log1p(contacts),
    Math.log1p(countUpTo(card.visits, day)),
    Number(card.testDriveOn !== null && card.testDriveOn <= day),
    Number(card.isReturning),
    ...sources.map((source) => Number(card.sourceId === source)),
  ]
}

/**
 * Learns from the store's own cards how likely an open one is signed within 90 days (002-58): every ten
 * days of the past year and a half each card then open is looked at as it stood. Undefined below the
 * least history. `today` is the last day known.
 */
export function fitWinModel(cards: readonly HistoryCard[], today: DayNumber): WinModel | undefined {
  const ended = cards.filter(
    (card) =>
      (card.signedOn !== null && card.signedOn <= today) ||
      (card.endedOn !== null && card.endedOn <= today),
  )
  const deals = ended.filter((card) => card.signedOn !== null && card.signedOn <= today)
  if (ended.length < leastEnded || deals.length < leastWins) return undefined
  const sources = commonSources(cards)
  const rows: number[][] = []
  const outcomes: (0 | 1)[] = []
  const first = cards.reduce((least, card) => Math.min(least, card.openedOn), today)
  for (
    let day = today - winHorizon;
    day >= Math.max(first, today - winHorizon - windowDays);
    day -= landmarkEvery
  )
    for (const card of cards) {
      if (!isOpenOn(card, day)) continue
      rows.push(inputsOf(card, day, sources))
      outcomes.push(isSignedIn(card, day + 1, day + winHorizon) ? 1 : 0)
    }
  const wins = outcomes.filter((outcome) => outcome === 1).length
  if (rows.length < leastEnded || wins < leastWins) return undefined
  const means = rows[0]?.map((_, place) => meanAt(rows, place)) ?? []
  return {
    ...fitLogistic(rows, outcomes, ridge),
    means,
    sources,
    cards: ended.length,
    deals: deals.length,
    base: wins / rows.length,
  }
}

/** The probability of a card on a day, and what raises or lowers it most, the strongest first. */
export function winChance(
  model: WinModel,
  card: HistoryCard,
  day: DayNumber,
): { probability: number; reasons: WinReason[] } {
  const inputs = inputsOf(card, day, model.sources)
  const probability = predict(model, inputs)
  const facts = new Map<WinFact, number[]>()
  for (const place of inputs.keys()) {
    const fact = factOf(place, model.sources.length)
    facts.set(fact, [...(facts.get(fact) ?? []), place])
  }
  const reasons = [...facts].map(([fact, places]) => {
    const without = inputs.map((x, place) =>
      places.includes(place) ? (model.means[place] ?? 0) : x,
    )
    return { fact, effect: probability - predict(model, without) }
  })
  return {
    probability,
    reasons: reasons
      .filter(({ effect }) => Math.abs(effect) >= 0.005)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)),
  }
}

/** The commonest sources; rarer ones say too little of their own. */
function commonSources(cards: readonly HistoryCard[]): string[] {
  const counts = new Map<string, number>()
  for (const { sourceId } of cards)
    if (sourceId !== null) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, sourcesKept)
    .map(([source]) => source)
}

const meanAt = (rows: readonly (readonly number[])[], place: number): number =>
  rows.reduce((sum, row) => sum + (row[place] ?? 0), 0) / Math.max(1, rows.length)

/** How many of ascending days lie on or before a day. */
function countUpTo(days: readonly DayNumber[], day: DayNumber): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) <= day) low = middle + 1
    else high = middle
  }
  return low
}
