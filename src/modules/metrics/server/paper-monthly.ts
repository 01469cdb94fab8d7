import type { Ctx } from '#foundation/ctx.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import type { Breakdown } from '#shared/breakdowns.ts'
import { getDefinition } from './definitions.ts'
import { cellKey, type Counts, countFor, figureOf, leastNOf, sumOver } from './figures.ts'
import { labelOf, labelsOf } from './labels.ts'
import { type SayPaper, sayShareOf, tableOf } from './paper-table.ts'
import type { Question } from './question.ts'

const counted = ['traffic', 'newly_filed', 'deals', 'deliveries', 'loss'] as const
const by: readonly Breakdown[] = ['month', 'consultant', 'series']

/** Month by consultant by model: traffic, filed, deals, deliveries, losses and the three rates. */
export async function monthlyParts(
  ctx: Ctx,
  question: Question,
  t: SayPaper,
): Promise<Paper['parts']> {
  const counts = await countFor(ctx, counted.map(getDefinition), question, by)
  const people = await namesOf(ctx, 'consultant', keysAt(counts, 1))
  const cars = await namesOf(ctx, 'series', keysAt(counts, 2))
  const leastN = leastNOf(ctx)
  const byPerson = sumOver(counts, [0, 1])
  const byMonth = sumOver(counts, [0])
  const rows = keysAt(counts, 0)
    .sort()
    .flatMap((month) => [
      ...inOrder(people.filter((who) => isAny(byPerson, [month, who.key]))).flatMap((who) => [
        ...inOrder(cars.filter((car) => isAny(counts, [month, who.key, car.key]))).map((car) => [
          month,
          who.name,
          car.name,
          ...figuresAt(counts, cellKey([month, who.key, car.key]), leastN),
        ]),
        [month, who.name, t('subtotal'), ...figuresAt(byPerson, cellKey([month, who.key]), leastN)],
      ]),
      [month, t('total'), '', ...figuresAt(byMonth, month, leastN)],
    ])
  return [
    tableOf({
      title: null,
      empty: t('nothing'),
      columns: [
        { title: t('month'), width: 6, align: 'left' },
        { title: t('consultant'), width: 7, align: 'left' },
        { title: t('series'), width: 8, align: 'left' },
        ...(
          [
            'traffic',
            'filed',
            'filingRate',
            'deals',
            'filedCloseRate',
            'trafficCloseRate',
            'deliveries',
            'losses',
          ] as const
        ).map((word) => ({ title: t(word), width: 6, align: 'right' as const })),
      ],
      rows,
      totals: [t('total'), '', '', ...figuresAt(sumOver(counts, []), '', leastN)],
    }),
  ]
}

interface Name {
  key: string
  name: string
}

const keysAt = (counts: Counts, place: number): string[] => [
  ...new Set([...counts.keys()].map((key) => key.split('\n')[place] ?? '')),
]

async function namesOf(ctx: Ctx, dimension: Breakdown, keys: string[]): Promise<Name[]> {
  const labels = await labelsOf(ctx, dimension, keys)
  return keys.map((key) => {
    const { label, labelEn } = labelOf(labels, key)
    return { key, name: ctx.locale === 'zh' ? label : labelEn }
  })
}

/** By name; what is not stated comes last. */
const inOrder = (names: Name[]): Name[] =>
  [...names].sort(
    (a, b) => Number(a.key === '-') - Number(b.key === '-') || a.name.localeCompare(b.name, 'zh'),
  )

const isAny = (counts: Counts, keys: string[]): boolean =>
  counted.some((key) => countAt(counts, cellKey(keys), key) > 0)

function figuresAt(counts: Counts, key: string, leastN: number): PaperCell[] {
  const [traffic, filed, deals, deliveries, losses] = counted.map((one) =>
    countAt(counts, key, one),
  ) as [number, number, number, number, number]
  return [
    traffic,
    filed,
    sayShareOf(filed, traffic, leastN),
    deals,
    sayShareOf(deals, filed, leastN),
    sayShareOf(deals, traffic, leastN),
    deliveries,
    losses,
  ]
}

const countAt = (counts: Counts, key: string, name: string): number =>
  figureOf(getDefinition(name), counts, key, 0).numerator
