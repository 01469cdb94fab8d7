import type { Ctx } from '#foundation/ctx.ts'
import { addDays, type Day, dayInZone } from '#shared/days.ts'
import { dayNumber, type HistoryCard, levelOn, stageOn } from '#shared/forecast/history.ts'
import { fitWinModel, type WinFact, type WinModel, winChance } from '#shared/forecast/win-model.ts'
import type { WinReasonLine } from '../contract.ts'
import { readHistory } from './history.ts'
import { dropModels, findModel, saveModel } from './models.queries.ts'

/** A model is used for a week; each night brings a new one. */
const modelDays = 7

export interface KnownModel {
  model: WinModel
  madeOn: Day
}

/** The store's model: the latest of this week, else made now; undefined below the least history. */
export async function modelOf(ctx: Ctx): Promise<KnownModel | undefined> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const known = await findModel(ctx, addDays(today, -modelDays))
  if (known) return { model: known.model as WinModel, madeOn: known.made_on }
  return makeModel(ctx)
}

/** Learns anew from the store's cards and keeps what was learned. */
export async function makeModel(ctx: Ctx): Promise<KnownModel | undefined> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const model = fitWinModel(await readHistory(ctx, { withContacts: true }), dayNumber(today))
  if (!model) return undefined
  await saveModel(ctx, today, JSON.stringify(model))
  await dropModels(ctx, addDays(today, -60))
  return { model, madeOn: today }
}

/** The probability of an open card today with its reasons, as a person reads them. */
export function chanceOf(
  { model }: KnownModel,
  card: HistoryCard,
  given: { today: Day; sourceName: string | null },
): { probability: number; reasons: WinReasonLine[] } {
  const day = dayNumber(given.today)
  const { probability, reasons } = winChance(model, card, day)
  const last = card.contacts.findLast((one) => one <= day) ?? card.openedOn
  const values: Record<WinFact, string | number | null> = {
    level: levelOn(card, day),
    stage: stageOn(card, day),
    age: day - card.openedOn,
    silence: Math.max(0, day - Math.max(last, card.openedOn)),
    contacts: card.contacts.length,
    visits: card.visits.length,
    test_drive: card.testDriveOn === null ? 'no' : 'yes',
    returning: card.isReturning ? 'yes' : 'no',
    source: given.sourceName,
  }
  return { probability, reasons: reasons.map((one) => ({ ...one, value: values[one.fact] })) }
}
