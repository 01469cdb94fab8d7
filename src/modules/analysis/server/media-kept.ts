import { addDays } from '#shared/days.ts'
import type { Evaluation, Finding, ReadingTable } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import { type Effect, effectOf, together } from '../rules/media-effect.ts'
import { change, changeRange, type Desk, finding, yesterday } from './desk.ts'
import { readEvaluations } from './evaluations.ts'
import {
  historyDays,
  markOf,
  narrowedBy,
  otherWindows,
  sayWhyNot,
  scoreOf,
  trafficDays,
} from './media-question.ts'

/** The evaluations that are kept, and those of one medium taken together. */
export async function keptTables(
  desk: Desk,
): Promise<{ tables: ReadingTable[]; findings: Finding[] }> {
  const { t } = desk
  if (desk.stores.length > 1) return { tables: [], findings: [] }
  const kept = await readEvaluations(desk.ctx)
  if (kept.length === 0) return { tables: [], findings: [] }
  const judged = await judgeKept(desk, kept)
  const media = new Map<string, Effect[]>()
  for (const { one, effect } of judged) {
    const name = one.source ?? t('allSources')
    media.set(name, [...(media.get(name) ?? []), effect])
  }
  const sums = [...media].flatMap(([name, effects]) => {
    const sum = together(effects)
    return sum && sum.n > 1 ? [{ name, sum }] : []
  })
  return {
    findings: sums.map(({ name, sum }) =>
      finding(
        sum.p <= 0.05 ? (sum.effect > 0 ? 'high' : 'low') : 'plain',
        t('togetherFinding', {
          name,
          n: sum.n,
          effect: change(sum.effect),
          range: changeRange(sum.range),
        }),
      ),
    ),
    tables: [
      {
        title: t('keptEvaluations'),
        columns: [
          { header: t('name'), unit: 'text' },
          { header: t('source'), unit: 'text' },
          { header: t('decisionDay'), unit: 'text' },
          { header: t('daysN'), unit: 'count' },
          { header: t('lag'), unit: 'count' },
          { header: t('before'), unit: 'count' },
          { header: t('after'), unit: 'count' },
          { header: t('growth'), unit: 'change' },
          { header: t('effect'), unit: 'change' },
          { header: t('interval'), unit: 'text' },
        ],
        rows: judged.map(({ one, score, effect }) => ({
          cells: [
            one.name,
            one.source ?? t('allSources'),
            one.day,
            one.days,
            one.lag,
            score.before,
            score.after,
            score.growth,
            effect.kind === 'cannot-tell' ? null : effect.effect,
            effect.kind === 'cannot-tell' ? sayWhyNot(desk, effect) : changeRange(effect.range),
          ],
          link: `/analysis/media?${new URLSearchParams({
            day: one.day,
            days: String(one.days),
            lag: String(one.lag),
            ...(one.sourceId ? { source: one.sourceId } : {}),
            ...(one.channel ? { channel: one.channel } : {}),
          }).toString()}`,
          mark: effect.kind === 'cannot-tell' ? null : markOf(effect, effect.p),
        })),
        note: null,
      },
    ],
  }
}

async function judgeKept(desk: Desk, kept: readonly Evaluation[]) {
  const first = kept.map((one) => one.day).sort()[0] ?? desk.today
  const span = { from: addDays(first, -historyDays), to: yesterday(desk.today) }
  const series = new Map<string, DayCount[]>()
  const judged = []
  for (const one of kept) {
    const key = `${one.sourceId ?? ''} ${one.channel ?? ''}`
    const days =
      series.get(key) ??
      (await trafficDays(desk, span, narrowedBy({ source: one.sourceId, channel: one.channel })))
    series.set(key, days)
    const question = { day: one.day, days: one.days, lag: one.lag }
    const { beside } = await otherWindows(desk, question, one.sourceId ?? undefined)
    judged.push({
      one,
      score: scoreOf(desk, days, question),
      effect: effectOf(days, question, { today: desk.today, others: beside }),
    })
  }
  return judged
}
