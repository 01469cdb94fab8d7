import type { Finding } from '../contract.ts'
import { type Effect, effectOf, type MediaQuestion, windowsOf } from '../rules/media-effect.ts'
import {
  change,
  changeRange,
  type Desk,
  finding,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
} from './desk.ts'
import { keptTables } from './media-kept.ts'
import {
  narrowedBy,
  otherWindows,
  questionOf,
  type Score,
  sayWhyNot,
  scoreOf,
  spanOf,
  spanShown,
  trafficDays,
  usualDays,
} from './media-question.ts'
import { sourceTable, windowChart, windowTable } from './media-tables.ts'

/** Growth before and after, the honest effect, by source, and the evaluations kept (000-31). */
export const mediaPage: PageSource = {
  period: (today, { day, days = usualDays, lag = 0 }) => spanOf(today, day, days, lag),
  read: async (desk) => {
    const { t } = desk
    const question = questionOf(desk)
    const kept = await keptTables(desk)
    const method = [t('mediaMethod'), t('baselineMethod'), t('adjustedNot')]
    if (!question)
      return kept.tables.length === 0
        ? nothingYet(t('mediaMissing'), method)
        : { findings: kept.findings, charts: [], tables: kept.tables, method, missing: null }
    const { source } = desk.asked
    const narrowed = narrowedBy(desk.asked)
    const days = await trafficDays(desk, { from: desk.from, to: desk.to }, narrowed)
    const { beside, upon } = await otherWindows(desk, question, source)
    const score = scoreOf(desk, days, question)
    const effect = effectOf(days, question, { today: desk.today, others: beside })
    return {
      findings: [
        sayScore(desk, question, score),
        sayEffect(desk, effect),
        ...(upon.length > 0
          ? [finding('caution', t('campaignsOverlap', { names: upon.join(', ') }))]
          : []),
        ...kept.findings,
      ],
      charts: [windowChart(desk, question, days, narrowed)],
      tables: [
        windowTable(desk, question, { score, effect }, narrowed),
        ...(source || desk.stores.length > 1 ? [] : [await sourceTable(desk, question)]),
        ...kept.tables,
      ],
      method,
      missing: null,
      span: spanShown(question),
    } satisfies Page
  },
}

function sayScore({ t }: Desk, question: MediaQuestion, score: Score): Finding {
  const { before, after } = windowsOf(question)
  if (!score.isOver)
    return finding('caution', t('growthNotOver', { ...after, before: score.before }))
  if (score.growth === null) return finding('caution', t('growthCannot', { ...before }))
  return finding(
    'plain',
    t('growthFinding', {
      before: score.before,
      after: score.after,
      growth: change(score.growth),
      n: question.days,
      from: after.from,
      to: after.to,
    }),
  )
}

function sayEffect(desk: Desk, effect: Effect): Finding {
  const { t } = desk
  if (effect.kind === 'cannot-tell')
    return finding('caution', `${t('cannotTell')}: ${sayWhyNot(desk, effect)}`)
  const values = {
    effect: change(effect.effect),
    range: changeRange(effect.range),
    seen: effect.seen,
    expected: oneDigit(effect.expected),
  }
  if (effect.kind === 'no-change') return finding('plain', t('effectUnclear', values))
  return effect.kind === 'lift'
    ? finding('high', t('effectLift', values))
    : finding('low', t('effectDrop', values))
}
