import type { Ctx } from '#foundation/ctx.ts'
import { listOptions } from '#modules/dictionaries/index.ts'
import { say } from '#shared/words.ts'
import { opportunitiesError } from '../contracts/card-errors.ts'
import { cardWords } from '../words.ts'
import { findRivalName } from './loss-words.queries.ts'

export interface Loss {
  kind: 'defeat' | 'lost_contact'
  reason: string
  /** The reason and the rival of the dictionaries; the words stay beside them. */
  reasonId?: string | undefined
  competitor?: string | undefined
  competitorId?: string | undefined
  /** The rival's model; its brand is the competitor. */
  rivalId?: string | undefined
  summary: string
}

/** What care found out about a proposed loss: it stands for what was proposed. */
export type FoundLoss = Partial<Omit<Loss, 'summary'>>

/**
 * Makes sure that the reason, the competitor and the rival's model of a loss are on record, and takes
 * the competitor from the model where one is named (seed row 002-59). Throws
 * `opportunities.no_such_loss_word`.
 */
export async function nameLoss(ctx: Ctx, loss: FoundLoss): Promise<FoundLoss> {
  await assertOption(ctx, 'loss_reason', loss.reasonId)
  await assertOption(ctx, 'competitor', loss.competitorId)
  if (loss.rivalId === undefined) return {}
  const rival = await findRivalName(ctx, loss.rivalId)
  if (!rival) throw noSuch(ctx, 'rivalModel')
  const competitorId = rival.option_id ?? loss.competitorId
  return {
    competitor: `${rival.brand} ${rival.name}`.slice(0, 60),
    ...(competitorId === undefined ? {} : { competitorId }),
  }
}

async function assertOption(
  ctx: Ctx,
  kind: 'loss_reason' | 'competitor',
  id: string | undefined,
): Promise<void> {
  if (id === undefined) return
  const options = await listOptions(ctx.tx, ctx.store.groupId, kind, ctx.store.id)
  if (!options.some((one) => one.id === id))
    throw noSuch(ctx, kind === 'loss_reason' ? 'lossReason' : 'competitor')
}

const noSuch = (ctx: Ctx, what: 'lossReason' | 'competitor' | 'rivalModel') =>
  opportunitiesError('opportunities.no_such_loss_word', { what: say(cardWords[what], ctx.locale) })
