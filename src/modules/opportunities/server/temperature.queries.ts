import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#shared/days.ts'
import { INTENT_LEVELS } from '#shared/intent-level.ts'
import type { PromiseGaps } from '#shared/promise.ts'
import { temperatureRules as rules } from '#shared/temperature.ts'

const byLevel = (values: Record<(typeof INTENT_LEVELS)[number], number>) =>
  sql`case o.level ${sql.join(
    INTENT_LEVELS.map((level) => sql`when ${level} then ${values[level]}::int`),
    sql` `,
  )} end`

/** The temperature of `o` in SQL, from the same data as `temperatureOf`: open cards only. */
export function temperatureOfCard(today: Day, gaps: PromiseGaps) {
  const silent = sql`(o.unanswered_days >= ${rules.silentDays}::int
    or ${today}::date - o.last_contact_on > ${rules.silentGaps}::int * (${byLevel(gaps)}))`
  const degrees = sql`(case when o.state in ('suspended', 'loss_proposed') then ${rules.resting}::int
    else least(3, greatest(1, (${byLevel(rules.degrees)})
      + (case when o.stage >= ${rules.warmFromStage}::int then 1 else 0 end)
      - (case when ${silent} then 1 else 0 end))) end)`
  const grade = sql`(${degrees} + (case when o.stage >= ${rules.farFromStage}::int then 1 else 0 end))`
  return { silent, degrees, grade }
}

/** Cards of some heats, letters or actions. */
export function temperatureWithin(
  asked: {
    heats?: string[] | undefined
    letters?: string[] | undefined
    actions?: string[] | undefined
  },
  today: Day,
  gaps: PromiseGaps,
): RawBuilder<unknown>[] {
  const { silent, degrees, grade } = temperatureOfCard(today, gaps)
  const numbersOf = (names: Record<number, string>, chosen: readonly string[]) =>
    Object.entries(names).flatMap(([n, name]) => (chosen.includes(name) ? [Number(n)] : []))
  const all: RawBuilder<unknown>[] = []
  if (asked.heats) all.push(sql`${degrees} = any (${numbersOf(rules.heatOf, asked.heats)}::int[])`)
  if (asked.letters)
    all.push(sql`${grade} = any (${numbersOf(rules.letterOf, asked.letters)}::int[])`)
  if (asked.actions) {
    const letters = Object.entries(rules.actionOf).flatMap(([letter, action]) =>
      asked.actions?.includes(action) ? [letter] : [],
    )
    const last = numbersOf(rules.letterOf, ['D'])
    const isLastSilent = sql`(${grade} = any (${last}::int[]) and ${silent})`
    const byLetter = sql`(${grade} = any (${numbersOf(rules.letterOf, letters)}::int[]) and not ${isLastSilent})`
    all.push(
      asked.actions.includes(rules.silentLast) ? sql`(${byLetter} or ${isLastSilent})` : byLetter,
    )
  }
  return all
}
