import type { Ctx } from '#foundation/ctx.ts'
import { addDays, earlierDay, isDay, lastDayOfMonth, laterDay } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { type Breakdown, notStated } from '#shared/breakdowns.ts'
import { baseOf, isFolded, isRecordDimension, isTime, type RecordDimension } from './breakdowns.ts'
import { foldOf } from './folds.ts'
import type { Question } from './question.ts'

/**
 * A question about the records that have one of some values of a breakdown; narrowing again leaves
 * what both allow. Throws `core.not_found` for a store out of sight, `core.bad_request` for a day
 * that is none.
 */
export async function narrow(
  ctx: Ctx,
  question: Question,
  by: Breakdown,
  values: readonly string[],
): Promise<Question> {
  if (by === 'weekday') return onWeekdays(question, values)
  if (isTime(by)) return inPeriod(question, by, values[0] ?? '')
  if (by === 'store') {
    const stores = question.stores.filter((store) => values.includes(String(store.id)))
    if (stores.length === 0) throw coreError('core.not_found')
    return { ...question, stores }
  }
  if (by === 'region')
    return {
      ...question,
      stores: question.stores.filter((store) =>
        values.includes(store.regionId === null ? notStated : String(store.regionId)),
      ),
    }
  if (isFolded(by)) {
    const base = baseOf(by)
    const into = (await foldOf(ctx, by)).into(values)
    return isRecordDimension(base) ? filtered(question, base, into) : question
  }
  return isRecordDimension(by) ? filtered(question, by, values) : question
}

function filtered(
  question: Question,
  dimension: RecordDimension,
  values: readonly string[],
): Question {
  const held = question.filters[dimension]
  const both = held ? values.filter((value) => held.includes(value)) : values
  return { ...question, filters: { ...question.filters, [dimension]: both } }
}

function onWeekdays(question: Question, values: readonly string[]): Question {
  const days = values.map(Number)
  if (days.some((day) => !Number.isInteger(day) || day < 1 || day > 7))
    throw coreError('core.bad_request', { why: 'value' })
  const { weekdays } = question
  return { ...question, weekdays: weekdays ? days.filter((day) => weekdays.includes(day)) : days }
}

function inPeriod(question: Question, by: Breakdown, value: string): Question {
  const span = spanOf(by, value)
  if (!span) throw coreError('core.bad_request', { why: 'value' })
  return {
    ...question,
    from: laterDay(question.from, span.from),
    to: earlierDay(question.to, span.to),
  }
}

/** The first and last day of a bucket of time, as `2026-09`, `2026-Q3`, `2026` or the Monday of a week. */
function spanOf(by: Breakdown, value: string): { from: string; to: string } | undefined {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(value)
  const first =
    by === 'year'
      ? `${value}-01-01`
      : by === 'quarter'
        ? quarter && `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`
        : by === 'month'
          ? `${value}-01`
          : value
  if (!first || !isDay(first)) return undefined
  if (by === 'year') return { from: first, to: `${value}-12-31` }
  if (by === 'quarter') return { from: first, to: lastDayOfMonth(addDays(first, 70).slice(0, 7)) }
  if (by === 'month') return { from: first, to: lastDayOfMonth(value) }
  return { from: first, to: by === 'week' ? addDays(first, 6) : first }
}
