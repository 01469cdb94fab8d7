import type { Ctx } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { addDays, type Day, daysBetween } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import * as contract from '../contracts/card-lists.ts'
import { dueByDay, expectedByDay, sumOfCards } from './card-lists.queries.ts'
import { previewEdit, runEdit } from './edit-cards.ts'
import { filterOf } from './list-cards.ts'

const longestPeriod = 62

export const cardListRoutes = [
  serve(contract.sumCards, async (ctx, { query }) => sumOfCards(ctx, await filterOf(ctx, query))),
  serve(contract.cardCalendar, async (ctx, { query: { from, to, ...query } }) => ({
    days: await readCalendar(ctx, query, { from, to }),
  })),
  serve(contract.previewCardEdit, (ctx, { body }) => previewEdit(ctx, body)),
  serve(contract.editCards, (ctx, { body }) => runEdit(ctx, body)),
]

/** Every day of the period with its promises and expected purchases. */
async function readCalendar(
  ctx: Ctx,
  query: contract.CardFilterQuery,
  period: { from: Day; to: Day },
) {
  const length = daysBetween(period.from, period.to)
  if (length < 0 || length >= longestPeriod)
    throw coreError('core.invalid_input', { issues: [{ path: 'query.to', code: 'period' }] })
  const filter = await filterOf(ctx, query)
  const due = new Map((await dueByDay(ctx, filter, period)).map((row) => [row.day, row.count]))
  const expected = new Map(
    (await expectedByDay(ctx, filter, period)).map((row) => [row.day, row.count]),
  )
  return Array.from({ length: length + 1 }, (_, at) => {
    const day = addDays(period.from, at)
    return { day, due: due.get(day) ?? 0, expected: expected.get(day) ?? 0 }
  })
}
