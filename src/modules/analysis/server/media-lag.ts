import { findLag, windowsOf } from '../rules/media-effect.ts'
import { change, changeRange, finding, nothingYet, type PageSource } from './desk.ts'
import {
  narrowedBy,
  otherWindows,
  questionOf,
  sayWhyNot,
  scoreOf,
  spanOf,
  spanShown,
  trafficDays,
  usualDays,
  windowLink,
} from './media-question.ts'
import { sayP } from './standings.ts'

/** The lag finder tries every delay up to two weeks. */
const longestLag = 14

/** Which delay shows the lift most clearly (000-32). */
export const lagPage: PageSource = {
  period: (today, { day, days = usualDays }) => spanOf(today, day, days, longestLag),
  read: async (desk) => {
    const { t } = desk
    const question = questionOf(desk, 0)
    const method = [t('lagMethod', { n: longestLag + 1 }), t('baselineMethod'), t('lagCaution')]
    if (!question) return nothingYet(t('mediaMissing'), method)
    const narrowed = narrowedBy(desk.asked)
    const days = await trafficDays(desk, { from: desk.from, to: desk.to }, narrowed)
    const { beside } = await otherWindows(desk, question, desk.asked.source)
    const found = findLag(days, question, {
      today: desk.today,
      others: beside,
      longest: longestLag,
    })
    const known = found.tried.filter((one) => one.effect.kind !== 'cannot-tell')
    const linkOf = (lag: number) =>
      windowLink(desk, windowsOf({ ...question, lag }).after, narrowed)
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
            const score = scoreOf(desk, days, { ...question, lag: one.lag })
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
      span: spanShown({ ...question, lag: longestLag }),
    }
  },
}
