import type { Ctx } from '#foundation/ctx.ts'
import type { Paper } from '#shared/paper.ts'
import type { FunnelStep } from '../contracts/number-papers.ts'
import { leastNOf } from './figures.ts'
import { readFunnel } from './funnel.ts'
import { type SayPaper, sayShareOf, tableOf } from './paper-table.ts'
import type { Question } from './question.ts'

/** The funnel of the period and of its cohort, one table each. */
export async function funnelParts(
  ctx: Ctx,
  question: Question,
  t: SayPaper,
): Promise<Paper['parts']> {
  const funnel = await readFunnel(ctx, question)
  const leastN = leastNOf(ctx)
  const table = (title: string, steps: readonly FunnelStep[]) =>
    tableOf({
      title,
      empty: t('nothing'),
      columns: [
        { title: t('step'), width: 10, align: 'left' },
        ...(['count', 'ofPrevious', 'ofFirst', 'lost'] as const).map((word) => ({
          title: t(word),
          width: 6,
          align: 'right' as const,
        })),
      ],
      rows: steps.map((step, place) => [
        ctx.locale === 'zh' ? step.name : step.nameEn,
        step.count,
        place === 0 ? '—' : sayShareOf(step.count, steps[place - 1]?.count ?? 0, leastN),
        sayShareOf(step.count, steps[0]?.count ?? 0, leastN),
        step.lost ?? '—',
      ]),
      totals: null,
    })
  return [
    table(t('ofPeriod'), funnel.period),
    table(t('ofCohort'), funnel.cohort),
    {
      kind: 'facts',
      title: null,
      facts: [
        { label: t('cohortLost'), value: funnel.cohortLost },
        { label: t('cohortOpen'), value: funnel.cohortOpen },
      ],
    },
  ]
}
