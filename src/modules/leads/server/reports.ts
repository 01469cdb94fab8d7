import type { Ctx } from '#foundation/ctx.ts'
import { nameOfPeople, storeSettings } from '#modules/access/index.ts'
import {
  type Day,
  dayInZone,
  earlierDay,
  firstDayOfMonth,
  lastDayOfMonth,
  laterDay,
} from '#shared/days.ts'
import { oneAgainstRest } from '#shared/statistics.ts'
import { say } from '#shared/words.ts'
import { leadGrades } from '../contract.ts'
import type {
  RatedShare,
  SourceRow,
  SpeedRow,
  TeamRow,
  VerificationRow,
} from '../contracts/lead-reports.ts'
import { reportWords as words } from '../report-words.ts'
import { teamMembers, teamOrTakers } from './choose-taker.ts'
import {
  type GradeCounts,
  namesOfSources,
  sumSources,
  sumSpeed,
  sumTeam,
  sumVerification,
} from './reports.queries.ts'
import { leadRulesOf } from './rules.ts'

interface Asked {
  from?: Day | undefined
  to?: Day | undefined
}

/** The period asked for; this month so far unless said. */
function periodOf(ctx: Ctx, { from, to }: Asked): { from: Day; to: Day } {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return { from: from ?? firstDayOfMonth(to ?? today), to: to ?? today }
}

const total = (ctx: Ctx) => ({ key: 'total', name: say(words.total, ctx.locale) })
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((all, row) => all + of(row), 0)

/**
 * The leads first called in a period by what the call brought (seed row 003-23), in total and by
 * source, agent or month. The rows add up to the total.
 */
export async function verification(ctx: Ctx, asked: Asked & { by: 'source' | 'agent' | 'month' }) {
  const { from, to } = periodOf(ctx, asked)
  const sums = await sumVerification(ctx, { calledFrom: from, calledTo: to }, asked.by)
  const nameOf = await namer(ctx, asked.by, sums)
  const row = (of: GradeCounts & { called: number }) => ({
    called: of.called,
    ...gradesOf(of),
    noneGraded: of.unreached + of.invalid,
    from,
    to,
  })
  const rows: VerificationRow[] = sums.map((one) => ({
    key: one.key ?? 'none',
    name: nameOf(one.key),
    ...row(one),
    ...(asked.by === 'month' && one.key !== null
      ? {
          from: laterDay(from, `${one.key}-01`),
          to: earlierDay(to, lastDayOfMonth(`${one.key}-01`)),
        }
      : {}),
  }))
  const all = addUp(sums)
  return {
    from,
    to,
    rows: [{ ...total(ctx), ...row({ ...all, called: sum(sums, (r) => r.called) }) }, ...rows],
  }
}

const gradesOf = ({ A, B, C, D, unreached, invalid }: GradeCounts): GradeCounts => ({
  A,
  B,
  C,
  D,
  unreached,
  invalid,
})
const addUp = (rows: readonly GradeCounts[]): GradeCounts =>
  Object.fromEntries(leadGrades.map((grade) => [grade, sum(rows, (row) => row[grade])])) as never

/**
 * What the leads received from each source were worth (seed row 003-24): the grade mix, arrivals and
 * deals with n. A source is better or worse only where it differs from all others together, adjusted
 * for the number of sources; below the store's minimum n nothing is said.
 */
export async function sourceQuality(ctx: Ctx, asked: Asked) {
  const { from, to } = periodOf(ctx, asked)
  const sums = await sumSources(ctx, { from, to })
  const nameOf = await namer(ctx, 'source', sums)
  const { minimumN } = storeSettings(ctx.store)
  const rated = (part: (row: (typeof sums)[number]) => number, whole: 'called' | 'received') => {
    const groups = sums.map((row) => ({
      key: row.key ?? 'none',
      part: part(row),
      whole: row[whole],
    }))
    return new Map(
      oneAgainstRest(groups, { leastN: minimumN }).map((group): [string, RatedShare] => [
        group.key,
        {
          part: group.part,
          whole: group.whole,
          ...group.interval,
          standing: group.standing === 'too-few' ? 'few' : group.standing,
        },
      ]),
    )
  }
  const gradeA = rated((row) => row.A, 'called')
  const arrivals = rated((row) => row.arrived, 'received')
  const deals = rated((row) => row.deals, 'received')
  const rows = sums.map((one): SourceRow => {
    const key = one.key ?? 'none'
    const three = [gradeA.get(key), arrivals.get(key), deals.get(key)] as RatedShare[]
    return {
      key,
      name: nameOf(one.key),
      received: one.received,
      called: one.called,
      ...gradesOf(one),
      gradeA: three[0] as RatedShare,
      arrivals: three[1] as RatedShare,
      deals: three[2] as RatedShare,
      rank: rankOf(three),
    }
  })
  return { from, to, minimumN, rows }
}

/** Better in one and worse in none, or the other way round; else it cannot be told. */
function rankOf(rates: readonly RatedShare[]): 'better' | 'worse' | null {
  const isHigher = rates.some(({ standing }) => standing === 'higher')
  const isLower = rates.some(({ standing }) => standing === 'lower')
  if (isHigher === isLower) return null
  return isHigher ? 'better' : 'worse'
}

/** How fast leads received in a period had their first call, in working minutes. */
export async function speed(ctx: Ctx, asked: Asked & { by: 'person' | 'source' }) {
  const { from, to } = periodOf(ctx, asked)
  const [all] = await sumSpeed(ctx, { from, to }, 'all')
  const sums = await sumSpeed(ctx, { from, to }, asked.by)
  const nameOf = await namer(ctx, asked.by === 'person' ? 'agent' : 'source', sums)
  const row = (one: (typeof sums)[number]) => ({
    received: one.received,
    inTime: one.in_time,
    late: one.late,
    waiting: one.waiting,
    median: one.median,
    ninth: one.ninth,
  })
  const rows: SpeedRow[] = sums.map((one) => ({
    key: one.key ?? 'none',
    name: nameOf(one.key),
    ...row(one),
  }))
  return {
    from,
    to,
    targetMinutes: (await leadRulesOf(ctx)).targetMinutes,
    rows: all ? [{ ...total(ctx), ...row(all) }, ...rows] : [],
  }
}

/**
 * How far the leads received in a period came, for each member of the e-commerce team and for the team
 * (seed row 003-65); where no team is marked, for whoever takes leads. Who had none is shown too.
 */
export async function teamBoard(ctx: Ctx, asked: Asked) {
  const { from, to } = periodOf(ctx, asked)
  const team = await teamMembers(ctx)
  const members = await teamOrTakers(ctx)
  const sums = await sumTeam(ctx, { from, to, agents: members.map(({ id }) => id) })
  const of = (id: string) => sums.find(({ key }) => key === id)
  const steps = ['leads', 'called', 'reached', 'invited', 'arrived', 'card', 'deal'] as const
  const counts = (read: (step: (typeof steps)[number]) => number) =>
    Object.fromEntries(steps.map((step) => [step, read(step)])) as Omit<TeamRow, 'key' | 'name'>
  const rows: TeamRow[] = members
    .map(({ id, name }) => ({ key: id, name, ...counts((step) => of(id)?.[step] ?? 0) }))
    .toSorted((a, b) => b.leads - a.leads || (a.name < b.name ? -1 : 1))
  return {
    from,
    to,
    team: team.length > 0 ? say(words.team, ctx.locale) : null,
    rows: [{ ...total(ctx), ...counts((step) => sum(rows, (row) => row[step])) }, ...rows],
  }
}

async function namer(
  ctx: Ctx,
  by: 'source' | 'agent' | 'month',
  rows: readonly { key: string | null }[],
): Promise<(key: string | null) => string> {
  const keys = rows.flatMap(({ key }) => (key === null ? [] : [key]))
  const names =
    by === 'source'
      ? await namesOfSources(ctx, keys)
      : by === 'agent'
        ? await nameOfPeople(ctx.tx, ctx.store.groupId, keys)
        : new Map(keys.map((key) => [key, key]))
  const none = by === 'agent' ? words.nobody : words.noSource
  return (key) => (key === null ? say(none, ctx.locale) : (names.get(key) ?? key))
}
