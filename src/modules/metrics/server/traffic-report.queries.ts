import { sql } from 'kysely'
import type { Tx } from '#foundation/db/database.ts'
import type { Day } from '#shared/days.ts'
import { filtersSql, inStores } from './counting.queries.ts'
import { allDays, doorColumns, doorRules } from './door.queries.ts'
import type { Question } from './question.ts'

export interface TrafficCell {
  day: Day
  consultant: string
  series: string
  unfiled: number
  filed: number
}

/** Unfiled and newly filed parties by day, consultant and model, as the numbers count them. */
export async function countTraffic(tx: Tx, question: Question): Promise<TrafficCell[]> {
  const { rows } = await sql<TrafficCell>`
    select v.business_day as day, ${doorColumns.consultant} as consultant,
           ${doorColumns.series} as series,
           count(*) filter (where ${doorRules.unfiled}) as unfiled,
           count(*) filter (where ${doorRules.newly_filed}) as filed
      from door_visits v
     where ${inStores(sql`v.store_id`, question)} and ${allDays(question)}
       and (${doorRules.unfiled} or ${doorRules.newly_filed})
       ${filtersSql(question.filters, doorColumns)}
     group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}
