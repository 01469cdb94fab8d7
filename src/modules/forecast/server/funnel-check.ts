import type { Ctx } from '#foundation/ctx.ts'
import { storeSettings } from '#modules/access/index.ts'
import { dayInZone } from '#shared/days.ts'
import { checkFunnel } from '#shared/steady-funnel.ts'
import { readFunnel, stageNames } from './funnel.ts'
import { readHistory } from './history.ts'
import { lastYear, signedStage, stepsOf } from './stage-times.ts'

/**
 * Whether the store's funnel is steady (seed 002-61): what stands in each stage now, times the rates
 * still ahead as the store's own ended cards of the past year had them.
 */
export async function readFunnelCheck(ctx: Ctx) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const span = lastYear(today)
  const leastN = storeSettings(ctx.store).minimumN
  const names = await stageNames(ctx)
  const stages = [...names.keys()].filter((stage) => stage < signedStage).sort((a, b) => a - b)
  const steps = stepsOf(await readHistory(ctx), stages, span)
  const { stages: now } = await readFunnel(ctx, { by: 'series' })
  const standing = stages.map((stage) => ({
    stage,
    amountFen: now.find((one) => one.stage === stage)?.amountFen ?? 0,
    cards: now.find((one) => one.stage === stage)?.cards ?? 0,
    ...(steps.get(stage) ?? { n: 0, rate: null, days: null }),
  }))
  const isKnown = standing.every((one) => one.rate !== null && one.n >= leastN)
  const check = checkFunnel(
    standing.map(({ amountFen, rate }) => ({ amount: amountFen, rate: rate ?? 0 })),
  )
  return {
    ...span,
    leastN,
    verdict: isKnown ? check.verdict : ('unknown' as const),
    meanFen: Math.round(check.mean),
    stages: standing.map((one, place) => ({
      ...one,
      ...(names.get(one.stage) ?? { name: `${one.stage}%`, nameEn: `${one.stage}%` }),
      isTooFew: one.n < leastN,
      yieldFen: Math.round(check.stages[place]?.yield ?? 0),
    })),
  }
}
