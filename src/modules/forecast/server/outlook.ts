import type { Ctx } from '#foundation/ctx.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { readCard, readCardsOfCustomer } from '#modules/opportunities/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { dayNumber, type HistoryCard } from '#shared/forecast/history.ts'
import { leastEnded, leastWins } from '#shared/forecast/win-model.ts'
import type { Outlook } from '../contract.ts'
import { listSourceFamilies } from './funnel.queries.ts'
import { stageNames } from './funnel.ts'
import { readCardsById, readHistory } from './history.ts'
import { quantile, reachedOn, stageSince } from './stage-times.ts'
import { chanceOf, modelOf } from './win-chance.ts'

const openStates = ['active', 'suspended', 'loss_proposed', 'signed']
/** The least number of won cards that tell how long a stage takes. */
const leastWon = 10

/**
 * The stage report of a card (seed 001-26) and its probability of a deal (002-58): where it stands, how
 * long won cards took from here, how many of those that came here were won, and what raises or lowers
 * its chance. Whoever may see the card may see it; else `core.not_found`.
 */
export async function readOutlook(ctx: Ctx, id: string): Promise<Outlook> {
  const card = await readCard(ctx, id)
  const [own] = await readCardsById(ctx, [id])
  if (!own) throw new Error('A card that may be seen has a history')
  return outlookOf(ctx, card, own)
}

/** The outlook of a customer's open cards the caller may see. */
export async function readOutlooks(ctx: Ctx, customerId: string): Promise<{ items: Outlook[] }> {
  await loadCustomer(ctx, customerId)
  const open = (await readCardsOfCustomer(ctx, customerId)).filter((card) =>
    openStates.includes(card.state),
  )
  const cards = new Map(
    (
      await readCardsById(
        ctx,
        open.map((card) => card.id),
      )
    ).map((card) => [card.id, card]),
  )
  const items: Outlook[] = []
  for (const card of open) {
    const own = cards.get(card.id)
    if (own) items.push(await outlookOf(ctx, card, own))
  }
  return { items }
}

async function outlookOf(
  ctx: Ctx,
  card: { id: string; state: string; sourceId: string | null; expectedOn: string },
  own: HistoryCard,
): Promise<Outlook> {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const day = dayNumber(today)
  const history = await readHistory(ctx)
  const names = await stageNames(ctx)
  const since = stageSince(own)
  const daysInStage = Math.max(0, day - since)
  const isOpen =
    card.state === 'active' || card.state === 'suspended' || card.state === 'loss_proposed'
  const took = timesFrom(history, own)
  const left = took.filter((days) => days > daysInStage).map((days) => days - daysInStage)
  const enough = took.length >= leastWon
  const known = isOpen ? await modelOf(ctx) : undefined
  const sources = await listSourceFamilies(ctx)
  const source = sources.find((row) => row.id === card.sourceId)
  const chance =
    known &&
    chanceOf(known, own, {
      today,
      sourceName: source
        ? ctx.locale === 'en'
          ? source.label_en || source.label
          : source.label
        : null,
    })
  return {
    opportunityId: card.id,
    stage: own.stage,
    stageName: names.get(own.stage)?.name ?? `${own.stage}%`,
    stageNameEn: names.get(own.stage)?.nameEn ?? `${own.stage}%`,
    since: addDays(today, -daysInStage),
    daysInStage,
    daysOpen: Math.max(0, day - own.openedOn),
    expectedOn: card.expectedOn,
    remaining:
      isOpen && enough && left.length > 0
        ? {
            median: Math.round(quantile(left, 0.5) ?? 0),
            from: Math.round(quantile(left, 0.25) ?? 0),
            to: Math.round(quantile(left, 0.75) ?? 0),
            n: left.length,
          }
        : null,
    wonFromStage: isOpen ? wonFrom(history, own) : null,
    assessment: !isOpen
      ? card.state === 'signed'
        ? 'signed'
        : 'ended'
      : !enough
        ? 'no_history'
        : daysInStage > (quantile(took, 0.9) ?? 0)
          ? 'very_slow'
          : daysInStage > (quantile(took, 0.75) ?? 0)
            ? 'slow'
            : 'usual',
    win:
      known && chance
        ? {
            ...chance,
            base: known.model.base,
            cards: known.model.cards,
            deals: known.model.deals,
            madeOn: known.madeOn,
          }
        : null,
    least: { ended: leastEnded, deals: leastWins },
  }
}

/** How many days won cards took from this stage to the contract. */
function timesFrom(history: readonly HistoryCard[], own: HistoryCard): number[] {
  return history.flatMap((card) => {
    if (card.signedOn === null || card.id === own.id) return []
    const reached = reachedOn(card, own.stage)
    return reached === null ? [] : [Math.max(0, card.signedOn - reached)]
  })
}

function wonFrom(history: readonly HistoryCard[], own: HistoryCard): Outlook['wonFromStage'] {
  const ended = history.filter(
    (card) =>
      card.id !== own.id &&
      (card.signedOn !== null || card.endedOn !== null) &&
      reachedOn(card, own.stage) !== null,
  )
  if (ended.length < leastWon) return null
  return {
    share: ended.filter((card) => card.signedOn !== null).length / ended.length,
    n: ended.length,
  }
}
