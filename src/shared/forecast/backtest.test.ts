import { expect, test } from 'vitest'
import { backtest } from './backtest.ts'
import { dayNumber, type HistoryCard } from './history.ts'

const first = dayNumber('2025-09-01')
const today = '2026-09-15'
const august = { from: dayNumber('2026-08-01'), to: dayNumber('2026-08-31') }

/** Three cards a day for a year; a third of them signs after some weeks. */
const cards = Array.from({ length: 365 * 3 }, (_, n): HistoryCard => {
  const openedOn = first + Math.floor(n / 3)
  const end = openedOn + 5 + (n % 25)
  const isWon = n % 3 === 0
  return {
    id: String(n),
    openedOn,
    signedOn: isWon && end <= dayNumber(today) ? end : null,
    endedOn: !isWon && end <= dayNumber(today) ? end : null,
    level: 'A',
    levelChanges: [],
    stage: 50,
    stageChanges: [],
    contacts: [openedOn],
    visits: [],
    testDriveOn: null,
    isReturning: false,
    sourceId: null,
    seriesId: null,
    ownerId: 'an',
    cars: 1,
    amountFen: 10_000_000,
  }
})
const monthOf = (all: readonly HistoryCard[]) =>
  backtest(all, today).months.find(({ month }) => month === '2026-08')

test('[002-11] the forecast of a past month knows nothing of what came in it', () => {
  const known = monthOf(cards)
  expect(known?.actual).toBeGreaterThan(10)
  // Had nobody signed, and nobody new come, the eve would have said the same.
  const quiet = cards
    .filter((card) => card.openedOn < august.from)
    .map((card) => ({
      ...card,
      signedOn: card.signedOn !== null && card.signedOn >= august.from ? null : card.signedOn,
    }))
  const otherwise = monthOf(quiet)
  expect(otherwise).toMatchObject({ actual: 0, forecast: known?.forecast, naive: known?.naive })
  expect(otherwise?.isInside).toBe(false)
})

test('[002-11] months that went against the forecast widen the interval of the next', () => {
  const widthOf = (all: readonly HistoryCard[]) => {
    const { forecast } = monthOf(all) ?? { forecast: { low: 0, high: 0 } }
    return forecast.high - forecast.low
  }
  // Every other month nobody signs; the sum of the deals stays.
  const uneven = cards.map((card) => {
    if (card.signedOn === null || card.signedOn >= august.from) return card
    const month = new Date(card.signedOn * 86_400_000).getUTCMonth()
    return month % 2 === 0 ? { ...card, signedOn: card.signedOn + 31 } : card
  })
  expect(widthOf(uneven)).toBeGreaterThan(widthOf(cards) * 1.2)
})
