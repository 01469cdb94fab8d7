import type { z } from 'zod'
import { defineList, type ListColumn } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { leadGrades, leadReached } from '../contract.ts'
import {
  readSourceQuality,
  type SourceRow,
  type SpeedRow,
  speedQuerySchema,
  type TeamRow,
  type VerificationRow,
  verificationQuerySchema,
  wholePercent,
} from '../contracts/lead-reports.ts'
import { reportWords as words } from '../report-words.ts'
import { sourceQuality, speed, teamBoard, verification } from './reports.ts'

// The tables as files: the very rows of the screen, so that a file equals it.

const whole = <Row>(rows: readonly Row[]) => ({ items: rows, nextCursor: null, count: rows.length })
const name = { key: 'name', title: words.by, value: (row: { name: string }) => row.name }
const number = <Row>(
  key: string,
  title: readonly [string, string],
  value: (row: Row) => number | null,
): ListColumn<Row> => ({ key, title, type: 'number', value })
const percent = (part: number, of: number): string => {
  const rounded = wholePercent(part, of)
  return rounded === null ? '' : `${rounded} %`
}

export const verificationList = defineList<
  VerificationRow,
  z.infer<typeof verificationQuerySchema>
>({
  key: 'lead-verification',
  title: words.verification,
  permission: 'leads.read',
  query: verificationQuerySchema,
  columns: [
    name,
    number('called', words.called, (row) => row.called),
    ...[...leadGrades, 'noneGraded' as const].flatMap((grade): ListColumn<VerificationRow>[] => [
      number(grade, words[grade], (row) => row[grade]),
      {
        key: `${grade}Share`,
        title: [`${words[grade][0]}${words.share[0]}`, `${words[grade][1]} ${words.share[1]}`],
        value: (row) => percent(row[grade], row.called),
      },
    ]),
  ],
  page: async (ctx, query) => whole((await verification(ctx, query)).rows),
})

const periodQuery = readSourceQuality.query as unknown as z.ZodType<{ from?: string; to?: string }>

const rate = (
  key: 'gradeA' | 'arrivals' | 'deals',
  title: readonly [string, string],
): ListColumn<SourceRow>[] => [
  { key, title, value: (row) => percent(row[key].part, row[key].whole) },
  {
    key: `${key}N`,
    title: [`${title[0]} n`, `${title[1]} n`],
    type: 'number',
    value: (row) => row[key].whole,
  },
]

export const sourceQualityList = defineList<SourceRow, { from?: string; to?: string }>({
  key: 'lead-sources',
  title: words.sources,
  permission: 'leads.read',
  query: periodQuery,
  columns: [
    { ...name, title: words.bySource },
    number('received', words.received, (row) => row.received),
    number('called', words.called, (row) => row.called),
    ...leadGrades.map((grade) => number<SourceRow>(grade, words[grade], (row) => row[grade])),
    ...rate('gradeA', words.gradeA),
    ...rate('arrivals', words.arrivalRate),
    ...rate('deals', words.dealRate),
    {
      key: 'rank',
      title: words.rank,
      value: (row, ctx) => say(words[row.rank ?? standingOf(row)], ctx.locale),
    },
  ],
  page: async (ctx, query) => whole((await sourceQuality(ctx, query)).rows),
})

const standingOf = (row: SourceRow) =>
  row.arrivals.standing === 'few' ? ('few' as const) : ('unclear' as const)

export const speedList = defineList<SpeedRow, z.infer<typeof speedQuerySchema>>({
  key: 'lead-speed',
  title: words.speed,
  permission: 'leads.read',
  query: speedQuerySchema,
  columns: [
    name,
    number('received', words.received, (row) => row.received),
    number('inTime', words.inTime, (row) => row.inTime),
    number('late', words.late, (row) => row.late),
    number('waiting', words.waiting, (row) => row.waiting),
    {
      key: 'inTimeShare',
      title: words.inTimeShare,
      value: (row) => percent(row.inTime, row.inTime + row.late),
    },
    number('median', words.median, (row) => row.median),
    number('ninth', words.ninth, (row) => row.ninth),
  ],
  page: async (ctx, query) => whole((await speed(ctx, query)).rows),
})

export const teamList = defineList<TeamRow, { from?: string; to?: string }>({
  key: 'lead-team',
  title: words.teamBoard,
  permission: 'leads.read',
  query: periodQuery,
  columns: [
    { ...name, title: words.byPerson },
    number('leads', words.leads, (row) => row.leads),
    ...leadReached.map((step) => number<TeamRow>(step, words[step], (row) => row[step])),
  ],
  page: async (ctx, query) => whole((await teamBoard(ctx, query)).rows),
})
