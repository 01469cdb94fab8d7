import type { Ctx } from '#foundation/ctx.ts'
import { weekday } from '#shared/days.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { say } from '#shared/words.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { metrics } from './definitions.ts'
import { bucketsOf, type Counts, countFor, figureOf, leastNOf } from './figures.ts'
import { labelOf, labelsOf } from './labels.ts'
import type { Question } from './question.ts'
import { type SayPaper, sayShareOf, tableOf } from './paper-table.ts'
import { valueWords } from './value-words.ts'

const doorMetrics = metrics.filter((metric) => metric.group === 'door')

/** Visits and calls by day, by consultant and by model; each table adds up to the board. */
export async function visitParts(
  ctx: Ctx,
  question: Question,
  t: SayPaper,
): Promise<Paper['parts']> {
  const parts: Paper['parts'] = []
  for (const [by, title] of [
    ['day', t('byDay')],
    ['consultant', t('byConsultant')],
    ['series', t('bySeries')],
  ] as const)
    parts.push(await partBy(ctx, question, t, { by, title }))
  return parts
}

const columns = [
  'walk_ins',
  'call_ins',
  'unfiled_visits',
  'newly_filed',
  'repeat_visits',
  'traffic',
] as const

async function partBy(
  ctx: Ctx,
  question: Question,
  t: SayPaper,
  { by, title }: { by: 'day' | 'consultant' | 'series'; title: string },
): Promise<Paper['parts'][number]> {
  const counts = await countFor(ctx, doorMetrics, question, [by])
  const total = await countFor(ctx, doorMetrics, question, [])
  const keys = keysOf(by, question, counts)
  const leastN = leastNOf(ctx)
  const names = await namesOf(ctx, by, keys)
  return tableOf({
    title,
    empty: t('nothing'),
    columns: [
      { title: t(by), width: 10, align: 'left' },
      ...(
        ['walkIns', 'callIns', 'unfiled', 'filed', 'repeat', 'traffic', 'filingRate'] as const
      ).map((word) => ({ title: t(word), width: 5, align: 'right' as const })),
    ],
    rows: keys.map((key) => [names.get(key) ?? key, ...figuresAt(counts, key, leastN)]),
    totals: [t('total'), ...figuresAt(total, '', leastN)],
  })
}

/** Every day of the period; else the values with any visit, those with the most traffic first. */
function keysOf(by: Breakdown, question: Question, counts: Counts): string[] {
  const all = bucketsOf(by, question)
  if (all) return all
  const weight = (key: string) =>
    countAt(counts, key, 'traffic') * 1000 + countAt(counts, key, 'repeat_visits')
  return [...counts.keys()].filter((key) => weight(key) > 0).sort((a, b) => weight(b) - weight(a))
}

const figuresAt = (counts: Counts, key: string, leastN: number): PaperCell[] => [
  ...columns.map((one) => countAt(counts, key, one)),
  sayShareOf(countAt(counts, key, 'newly_filed'), countAt(counts, key, 'traffic'), leastN),
]

function countAt(counts: Counts, key: string, name: (typeof columns)[number]): number {
  const metric = doorMetrics.find((one) => one.key === name)
  return metric ? figureOf(metric, counts, key, 0).numerator : 0
}

async function namesOf(ctx: Ctx, by: Breakdown, keys: string[]): Promise<Map<string, string>> {
  const { locale } = ctx
  if (by === 'day')
    return new Map(
      keys.map((day) => {
        const name = valueWords.weekday?.[String(weekday(day))]
        return [day, name ? `${day} ${say(name, locale)}` : day]
      }),
    )
  const labels = await labelsOf(ctx, by, keys)
  return new Map(
    keys.map((key) => {
      const { label, labelEn } = labelOf(labels, key)
      return [key, locale === 'zh' ? label : labelEn]
    }),
  )
}
