import { describe, expect, test } from 'vitest'
import { backtest } from '#shared/forecast/backtest.ts'
import { dayNumber, type HistoryCard, isOpenOn, isSignedIn } from '#shared/forecast/history.ts'
import { fitWinModel, winChance, winHorizon } from '#shared/forecast/win-model.ts'
import type { IntentLevel } from '#shared/intent-level.ts'
import { planOf, readStore, simulatedToday } from './simulated-store.ts'

type Row = Record<string, string | null>

/** A simulated store's cards as the forecast reads them from the database. */
function historyOf(seed: number): HistoryCard[] {
  // A smaller store, so that twenty of them take seconds.
  const rows = readStore({ ...planOf(seed), dailyVisits: 6 })
  const byCard = (table: Row[], key = 'opportunity_id') =>
    Map.groupBy(table, (row) => String(row[key]))
  const changes = byCard(rows.opportunity_changes)
  const contacts = byCard(rows.contacts.filter((contact) => contact.is_reached === 't'))
  const orders = byCard(rows.orders)
  return rows.opportunities.map((card) => {
    const id = String(card.id)
    const order = orders.get(id)?.[0]
    const own = (changes.get(id) ?? []).map((change) => ({
      field: change.field,
      from_value: change.from_value,
      on: dayNumber(String(change.effective_on)),
    }))
    const level = own.filter((change) => change.field === 'level')
    const stage = own.filter((change) => change.field === 'stage')
    const reached = (contacts.get(id) ?? [])
      .map((contact) => ({ on: dayNumber(String(contact.on_day)), method: contact.method }))
      .sort((a, b) => a.on - b.on)
    return {
      id,
      openedOn: dayNumber(String(card.opened_on)),
      signedOn: order?.signed_on ? dayNumber(order.signed_on) : null,
      endedOn: card.state === 'lost' && card.closed_on ? dayNumber(card.closed_on) : null,
      level: card.level as IntentLevel,
      levelChanges: level.map(({ on, from_value }) => ({ on, from: from_value as IntentLevel })),
      stage: Number(card.stage),
      stageChanges: stage.map(({ on, from_value }) => ({ on, from: Number(from_value) })),
      contacts: reached.map((contact) => contact.on),
      visits: reached.filter((contact) => contact.method === 'visit').map((contact) => contact.on),
      testDriveOn: null,
      isReturning: false,
      sourceId: card.source_id ?? null,
      seriesId: card.series_id ?? null,
      ownerId: String(card.owner_id),
      cars: 1,
      amountFen: Number(order?.amount_fen ?? 0),
    }
  })
}

const seeds = Array.from({ length: 20 }, (_, place) => 101 + place)
const histories = new Map<number, HistoryCard[]>()
const history = (seed: number): HistoryCard[] => {
  const known = histories.get(seed) ?? historyOf(seed)
  histories.set(seed, known)
  return known
}

describe('the forecast of simulated stores', () => {
  test('[002-11] in 20 seeds the 80 % interval holds about as often as it says, and beats the mean of three months', () => {
    const months = seeds.flatMap((seed) => backtest(history(seed), simulatedToday).months)
    const mean = (of: (month: (typeof months)[number]) => number) =>
      months.reduce((sum, month) => sum + of(month), 0) / months.length
    const coverage = mean((month) => (month.isInside ? 1 : 0))
    const error = mean((month) => Math.abs(month.forecast.expected - month.actual))
    const naive = mean((month) => Math.abs(month.naive - month.actual))
    const bias = mean((month) => month.forecast.expected - month.actual)
    const deals = mean((month) => month.actual)
    if (process.env.SHOW) console.log({ n: months.length, coverage, error, naive, bias, deals })
    expect(months.length).toBeGreaterThan(200)
    expect(coverage).toBeGreaterThan(0.73)
    expect(coverage).toBeLessThan(0.9)
    expect(error).toBeLessThan(naive)
    expect(Math.abs(bias)).toBeLessThan(0.12 * deals)
  }, 900_000)

  test('[002-58] probabilities are calibrated on cards the model has not seen', () => {
    const bins = Array.from({ length: 5 }, () => ({ n: 0, said: 0, came: 0 }))
    for (const seed of seeds) {
      const cards = history(seed)
      const today = dayNumber(simulatedToday)
      const then = today - winHorizon
      const model = fitWinModel(
        cards.filter((card) => card.openedOn <= then),
        then,
      )
      expect(model).toBeDefined()
      if (!model) continue
      for (const card of cards) {
        if (!isOpenOn(card, then)) continue
        const { probability } = winChance(model, card, then)
        const bin = bins[Math.min(4, Math.floor(probability * 10))]
        if (!bin) continue
        bin.n += 1
        bin.said += probability
        bin.came += isSignedIn(card, then + 1, today) ? 1 : 0
      }
    }
    const all = bins.reduce((sum, bin) => sum + bin.n, 0)
    const off = bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.came), 0) / all
    if (process.env.SHOW) console.log({ all, off, bins })
    expect(all).toBeGreaterThan(400)
    expect(off).toBeLessThan(0.035)
  }, 900_000)
})
