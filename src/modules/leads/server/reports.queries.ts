import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import {
  countedFor,
  type LeadFilter,
  leadConditions,
  reachedSteps,
  speeds,
} from './lead-list.queries.ts'

const grades = sql`
  count(*) filter (where l.verified_grade = 'A')::int as "A",
  count(*) filter (where l.verified_grade = 'B')::int as "B",
  count(*) filter (where l.verified_grade = 'C')::int as "C",
  count(*) filter (where l.verified_grade = 'D')::int as "D",
  count(*) filter (where l.verified_grade = 'unreached')::int as unreached,
  count(*) filter (where l.verified_grade = 'invalid')::int as invalid`

export interface GradeCounts {
  A: number
  B: number
  C: number
  D: number
  unreached: number
  invalid: number
}
interface Grouped {
  /** Null: without source, of nobody. */
  key: string | null
}

const groups = {
  source: sql`l.source_id::text`,
  agent: sql`l.verified_by::text`,
  month: sql`to_char(l.called_on, 'YYYY-MM')`,
} satisfies Record<string, RawBuilder<unknown>>

/** Leads called, split by what the verification brought. */
export async function sumVerification(
  ctx: Ctx,
  filter: LeadFilter,
  by: keyof typeof groups,
): Promise<(Grouped & GradeCounts & { called: number })[]> {
  const { rows } = await sql<Grouped & GradeCounts & { called: number }>`
    select ${groups[by]} as key, count(*)::int as called, ${grades}
      from leads l where ${leadConditions(ctx, filter)} and l.called_on is not null
     group by 1 order by count(*) desc, 1`.execute(ctx.tx)
  return rows
}

/** Leads received by source: what became of them. */
export async function sumSources(ctx: Ctx, filter: LeadFilter) {
  const { rows } = await sql<
    Grouped & GradeCounts & { received: number; called: number; arrived: number; deals: number }
  >`
    select l.source_id::text as key, count(*)::int as received,
           count(*) filter (where ${reachedSteps.called})::int as called, ${grades},
           count(*) filter (where ${reachedSteps.arrived})::int as arrived,
           count(*) filter (where ${reachedSteps.deal})::int as deals
      from leads l where ${leadConditions(ctx, filter)}
     group by 1 order by count(*) desc, 1`.execute(ctx.tx)
  return rows
}

/** Leads received by person or source (or all): how fast the first call was. */
export async function sumSpeed(ctx: Ctx, filter: LeadFilter, by: 'person' | 'source' | 'all') {
  const key = { person: sql`${countedFor}::text`, source: sql`l.source_id::text`, all: sql`'all'` }
  const { rows } = await sql<
    Grouped & {
      received: number
      in_time: number
      late: number
      waiting: number
      median: number | null
      ninth: number | null
    }
  >`
    select ${key[by]} as key, count(*)::int as received,
           count(*) filter (where ${speeds.in_time})::int as in_time,
           count(*) filter (where ${speeds.late})::int as late,
           count(*) filter (where ${speeds.waiting})::int as waiting,
           percentile_cont(0.5) within group (order by l.answer_minutes) as median,
           percentile_cont(0.9) within group (order by l.answer_minutes) as ninth
      from leads l where ${leadConditions(ctx, filter)}
     group by 1 order by count(*) desc, 1`.execute(ctx.tx)
  return rows
}

/** Leads received by who works them: how far they came. */
export async function sumTeam(ctx: Ctx, filter: LeadFilter) {
  const step = (name: keyof typeof reachedSteps) =>
    sql`count(*) filter (where ${reachedSteps[name]})::int`
  const { rows } = await sql<Grouped & Record<'leads' | keyof typeof reachedSteps, number>>`
    select ${countedFor}::text as key, count(*)::int as leads, ${step('called')} as called,
           ${step('reached')} as reached, ${step('invited')} as invited, ${step('arrived')} as arrived,
           ${step('card')} as card, ${step('deal')} as deal
      from leads l where ${leadConditions(ctx, filter)}
     group by 1 order by count(*) desc, 1`.execute(ctx.tx)
  return rows
}

/** The names of sources, in the language asked for. */
export async function namesOfSources(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; label: string; label_en: string }>`
    select id, label, label_en from options
     where group_id = ${ctx.store.groupId} and id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return new Map(
    rows.map((row) => [row.id, ctx.locale === 'zh' ? row.label : row.label_en || row.label]),
  )
}
