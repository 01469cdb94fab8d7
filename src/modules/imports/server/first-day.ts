import type { Ctx } from '#foundation/ctx.ts'
import { listConsultants, listPeopleOfStore } from '#modules/access/index.ts'
import { closedDays, listOptions } from '#modules/dictionaries/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import { type FirstDay, type FirstDayStep, firstDaySteps } from '../contracts/first-day.ts'
import { listMarkedSteps, markStep, unmarkStep } from './first-day.queries.ts'
import { countOfStep } from './first-day-step.ts'
import { findKind, type KindCheck, listKinds } from './kind.ts'

const daysAhead = 365

/** Where a store that comes from Excel stands: what is there, what was skipped, what to look at. */
export async function readFirstDay(ctx: Ctx): Promise<FirstDay> {
  const marked = await listMarkedSteps(ctx)
  const steps: FirstDay['steps'] = []
  for (const key of firstDaySteps) {
    const count = await countOf(ctx, key)
    steps.push({ key, count, state: marked.get(key) ?? 'open' })
  }
  // What the group brings along (prices) does not fill a store.
  const records = steps.filter(({ key }) => findKind(key)?.count !== undefined)
  const consultants = await listConsultants(ctx.tx, ctx.store.groupId, ctx.store.id)
  const checks: KindCheck[] = [
    {
      key: 'consultants',
      text: ['能接待的销售顾问', 'Consultants who receive visitors'],
      count: consultants.length,
      isFine: consultants.length > 0,
    },
  ]
  for (const kind of listKinds()) checks.push(...((await kind.checks?.(ctx)) ?? []))
  return {
    steps,
    isEmpty: records.every(({ count }) => count === 0),
    checks: checks.map(({ text, ...check }) => ({ ...check, text: say(text, ctx.locale) })),
  }
}

async function countOf(ctx: Ctx, step: FirstDayStep): Promise<number> {
  const { tx, store } = ctx
  if (step === 'people') return (await listPeopleOfStore(tx, store.groupId, store.id)).length
  if (step === 'words') return (await listOptions(tx, store.groupId, 'source', store.id)).length
  if (step === 'calendar') {
    const today = dayInZone(ctx.now, store.timeZone)
    return (await closedDays(tx, store.id, today, addDays(today, daysAhead))).size
  }
  const count = countOfStep(step) ?? findKind(step)?.count
  return (await count?.(ctx)) ?? 0
}

/** Marks a step as done or skipped, or opens it again; it can be resumed by anybody. */
export async function markFirstDay(
  ctx: Ctx,
  step: FirstDayStep,
  state: 'open' | 'done' | 'skipped',
): Promise<FirstDay> {
  if (state === 'open') await unmarkStep(ctx, step)
  else await markStep(ctx, step, state)
  return readFirstDay(ctx)
}
