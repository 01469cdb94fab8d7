import { addDays, type Day } from '#shared/days.ts'
import type { Evaluation, Finding, ReadingTable } from '../contract.ts'
import type { DayCount } from '../rules/day-model.ts'
import {
  type Effect,
  effectOf,
  findLag,
  growthScore,
  type MediaQuestion,
  together,
  windowsOf,
} from '../rules/media-effect.ts'
import {
  change,
  changeRange,
  type Desk,
  dailyCounts,
  finding,
  fromFirstCount,
  nothingYet,
  oneDigit,
  type Page,
  type PageSource,
  yesterday,
} from './desk.ts'
import { evaluationWindows, readEvaluations } from './evaluations.ts'
import { sayP } from './standings.ts'

/** A baseline learns from so many days before the decision. */
const historyDays = 1096
const usualDays = 7
/** The lag finder tries every delay up to two weeks. */
const longestLag = 14

const questionOf = (desk: Desk, lag = desk.asked.lag ?? 0): MediaQuestion | undefined =>
  desk.asked.day === undefined
    ? undefined
    : { day: desk.asked.day, days: desk.asked.days ?? usualDays, lag }

/** The days a decision is judged on: its history, and what came after. */
const spanOf = (today: Day, day: Day | undefined, days: number, lag: number) => ({
  from: addDays(day ?? today, -historyDays),
  to: day ? addDays(day, Math.max(days, 1) + lag) : yesterday(today),
})

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
    const { source, channel } = desk.asked
    const narrowed = { ...(source ? { source } : {}), ...(channel ? { channel } : {}) }
    const days = fromFirstCount(
      await dailyCounts(desk, 'traffic', { from: desk.from, to: desk.to, ...narrowed }),
    )
    const others = await otherWindows(desk, question, source)
    const score = growthScore(days, question)
    const effect = effectOf(days, question, { today: desk.today, others })
    return {
      findings: [sayScore(desk, question, score), sayEffect(desk, effect), ...kept.findings],
      charts: [windowChart(desk, question, days, narrowed)],
      tables: [
        windowTable(desk, question, score, effect, narrowed),
        ...(source || desk.stores.length > 1 ? [] : [await bySource(desk, question)]),
        ...kept.tables,
      ],
      method,
      missing: null,
    } satisfies Page
  },
}

/** Which delay shows the lift most clearly (000-32). */
export const lagPage: PageSource = {
  period: (today, { day, days = usualDays }) => spanOf(today, day, days, longestLag),
  read: async (desk) => {
    const { t } = desk
    const question = questionOf(desk, 0)
    const method = [t('lagMethod', { n: longestLag + 1 }), t('baselineMethod'), t('lagCaution')]
    if (!question) return nothingYet(t('mediaMissing'), method)
    const { source, channel } = desk.asked
    const narrowed = { ...(source ? { source } : {}), ...(channel ? { channel } : {}) }
    const days = fromFirstCount(
      await dailyCounts(desk, 'traffic', { from: desk.from, to: desk.to, ...narrowed }),
    )
    const others = await otherWindows(desk, question, source)
    const found = findLag(days, question, { today: desk.today, others, longest: longestLag })
    const known = found.tried.filter((one) => one.effect.kind !== 'cannot-tell')
    const linkOf = (lag: number) => {
      const { after } = windowsOf({ ...question, lag })
      return desk.link('traffic', { ...narrowed, ...after })
    }
    return {
      findings: [
        found.best && found.best.effect.kind !== 'cannot-tell'
          ? finding(
              'high',
              t('lagFound', {
                lag: found.best.lag,
                effect: change(found.best.effect.effect),
                range: changeRange(found.best.effect.range),
                n: known.length,
              }),
            )
          : finding(
              'plain',
              known.length > 0 ? t('lagNone', { n: known.length }) : t('cannotTellHistory'),
            ),
        finding('caution', t('lagCaution')),
      ],
      charts: [
        {
          title: t('effectByLag'),
          note: t('intervalNote'),
          kind: 'bar',
          unit: 'change',
          categories: found.tried.map((one) => t('lagDays', { n: one.lag })),
          series: [
            {
              name: t('effect'),
              values: found.tried.map(({ effect }) =>
                effect.kind === 'cannot-tell' ? null : effect.effect,
              ),
              low: found.tried.map(({ effect }) =>
                effect.kind === 'cannot-tell' ? null : effect.range.low,
              ),
              high: found.tried.map(({ effect }) =>
                effect.kind === 'cannot-tell' ? null : effect.range.high,
              ),
            },
          ],
          links: found.tried.map((one) => linkOf(one.lag)),
        },
      ],
      tables: [
        {
          title: t('effectByLag'),
          columns: [
            { header: t('lag'), unit: 'text' },
            { header: t('before'), unit: 'count' },
            { header: t('after'), unit: 'count' },
            { header: t('growth'), unit: 'change' },
            { header: t('expected'), unit: 'number' },
            { header: t('effect'), unit: 'change' },
            { header: t('interval'), unit: 'text' },
            { header: t('adjustedP'), unit: 'text' },
          ],
          rows: found.tried.map((one) => {
            const score = growthScore(days, { ...question, lag: one.lag })
            const { effect } = one
            return {
              cells: [
                t('lagDays', { n: one.lag }),
                score.before,
                score.after,
                score.growth,
                ...(effect.kind === 'cannot-tell'
                  ? [null, null, sayWhyNot(desk, effect), null]
                  : [effect.expected, effect.effect, changeRange(effect.range), sayP(one.p)]),
              ],
              link: linkOf(one.lag),
              mark: one === found.best ? ('high' as const) : null,
            }
          }),
          note: null,
        },
      ],
      method,
      missing: null,
    }
  },
}

/** The windows of other campaigns of the same visitors; the one asked about is not its own neighbour. */
async function otherWindows(desk: Desk, question: MediaQuestion, source: string | undefined) {
  const own = windowsOf(question).after
  return (await evaluationWindows(desk, source)).filter(
    (window) => window.to < own.from || window.from > own.to,
  )
}

function sayScore(
  { t }: Desk,
  question: MediaQuestion,
  score: ReturnType<typeof growthScore>,
): Finding {
  const { before, after } = windowsOf(question)
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

function sayWhyNot({ t }: Desk, effect: Extract<Effect, { kind: 'cannot-tell' }>): string {
  switch (effect.why) {
    case 'not-over':
      return t('whyNotOver')
    case 'no-history':
      return t('whyNoHistory')
    case 'marked':
      return t('whyMarked')
    case 'too-few':
      return t('whyTooFew', { n: oneDigit(effect.expected ?? 0) })
  }
}

function windowChart(
  desk: Desk,
  question: MediaQuestion,
  days: readonly DayCount[],
  narrowed: Record<string, string>,
): Page['charts'][number] {
  const { t } = desk
  const { before, after } = windowsOf(question)
  const shown = days.filter(
    (one) => one.day >= addDays(before.from, -3) && one.day <= after.to && one.day < desk.today,
  )
  const valuesIn = (window: { from: Day; to: Day }) =>
    shown.map((one) => (one.day >= window.from && one.day <= window.to ? one.count : null))
  return {
    title: t('beforeAfter'),
    note: t('marksNote'),
    kind: 'bar',
    unit: 'count',
    categories: shown.map(
      (one) =>
        `${Number(one.day.slice(5, 7))}/${Number(one.day.slice(8))}${one.mark ? ` ${one.mark}` : ''}`,
    ),
    series: [
      { name: t('before'), values: valuesIn(before) },
      { name: t('after'), values: valuesIn(after) },
    ],
    links: shown.map((one) => desk.link('traffic', { ...narrowed, from: one.day, to: one.day })),
  }
}

function windowTable(
  desk: Desk,
  question: MediaQuestion,
  score: ReturnType<typeof growthScore>,
  effect: Effect,
  narrowed: Record<string, string>,
): ReadingTable {
  const { t } = desk
  const { before, after } = windowsOf(question)
  const line = (name: string, window: { from: Day; to: Day }, total: number) => ({
    cells: [name, `${window.from} – ${window.to}`, total],
    link: desk.link('traffic', { ...narrowed, ...window }),
    mark: null,
  })
  const told = effect.kind === 'cannot-tell' ? undefined : effect
  return {
    title: t('beforeAfter'),
    columns: [
      { header: '', unit: 'text' },
      { header: t('days'), unit: 'text' },
      { header: t('traffic'), unit: 'number' },
    ],
    rows: [
      line(t('before'), before, score.before),
      line(t('after'), after, score.after),
      {
        cells: [
          t('growth'),
          score.growth === null ? t('cannotTell') : '',
          score.growth === null ? null : change(score.growth),
        ],
        link: null,
        mark: null,
      },
      {
        cells: [
          t('effect'),
          told ? changeRange(told.range) : t('cannotTell'),
          told ? change(told.effect) : null,
        ],
        link: null,
        mark: told?.kind === 'lift' ? 'high' : told?.kind === 'drop' ? 'low' : null,
      },
    ],
    note: told
      ? t('effectNote', { expected: oneDigit(told.expected), n: told.days, base: told.baseDays })
      : null,
  }
}

/** The same question for each source by itself. */
async function bySource(desk: Desk, question: MediaQuestion): Promise<ReadingTable> {
  const { t } = desk
  const table = await desk.figures('traffic', {
    from: desk.from,
    to: desk.to,
    by: 'day',
    by2: 'source',
  })
  const all = await dailyCounts(desk, 'traffic', { from: desk.from, to: desk.to })
  const rows = []
  for (const source of table.columns) {
    const counts = new Map(
      table.cells.filter((cell) => cell.key2 === source.key).map((cell) => [cell.key, cell.n]),
    )
    const days = fromFirstCount(all.map((one) => ({ ...one, count: counts.get(one.day) ?? 0 })))
    const score = growthScore(days, question)
    const others = await otherWindows(desk, question, source.key)
    const effect = effectOf(days, question, { today: desk.today, others })
    rows.push({
      cells: [
        desk.name(source),
        score.before,
        score.after,
        score.growth,
        effect.kind === 'cannot-tell' ? null : effect.effect,
        effect.kind === 'cannot-tell' ? sayWhyNot(desk, effect) : changeRange(effect.range),
      ],
      link: desk.link('traffic', {
        ...windowsOf(question).after,
        by: 'source',
        value: source.key,
      }),
      mark:
        effect.kind === 'lift'
          ? ('high' as const)
          : effect.kind === 'drop'
            ? ('low' as const)
            : effect.kind === 'cannot-tell'
              ? ('few' as const)
              : null,
    })
  }
  return {
    title: t('bySource'),
    columns: [
      { header: t('source'), unit: 'text' },
      { header: t('before'), unit: 'count' },
      { header: t('after'), unit: 'count' },
      { header: t('growth'), unit: 'change' },
      { header: t('effect'), unit: 'change' },
      { header: t('interval'), unit: 'text' },
    ],
    rows,
    note: t('bySourceNote'),
  }
}

/** The evaluations that are kept, and those of one medium taken together. */
async function keptTables(desk: Desk): Promise<{ tables: ReadingTable[]; findings: Finding[] }> {
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
          mark:
            effect.kind === 'lift'
              ? ('high' as const)
              : effect.kind === 'drop'
                ? ('low' as const)
                : null,
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
      fromFirstCount(
        await dailyCounts(desk, 'traffic', {
          ...span,
          ...(one.sourceId ? { source: one.sourceId } : {}),
          ...(one.channel ? { channel: one.channel } : {}),
        }),
      )
    series.set(key, days)
    const question = { day: one.day, days: one.days, lag: one.lag }
    const others = await otherWindows(desk, question, one.sourceId ?? undefined)
    judged.push({
      one,
      score: growthScore(days, question),
      effect: effectOf(days, question, { today: desk.today, others }),
    })
  }
  return judged
}
