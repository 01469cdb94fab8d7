import { addDays, earlierDay, laterDay, weekday } from '#shared/days.ts'
import { oneAgainstRest } from '#shared/statistics.ts'
import { type Desk, finding, nothingYet, type PageSource, yesterday } from './desk.ts'
import { type Named, standingChart, standingFindings, standingTable } from './standings.ts'
import { sayWeekday } from './traffic.ts'

/** Prospects filed later than this many days ago may still buy: they say nothing yet. */
const settledAfter = 60

/** Each value of a breakdown against the others, on a rate of the board. */
async function standingsOf(
  desk: Desk,
  key: string,
  by: 'consultant' | 'source' | 'weekday',
  period: { from: string; to: string },
): Promise<Named[]> {
  const table = await desk.figures(key, { by, ...period })
  const groups = table.rows
    .filter((row) => row.key !== '-' && (row.denominator ?? 0) > 0)
    .map((row) => ({ key: row.key, part: row.numerator, whole: row.denominator ?? 0 }))
  const labels = new Map(table.rows.map((row) => [row.key, desk.name(row)]))
  return oneAgainstRest(groups, { leastN: desk.leastN }).map((one) => ({
    ...one,
    name: labels.get(one.key) ?? one.key,
    link: desk.link(key, { by, value: one.key, ...period }),
  }))
}

/** The part of the period asked that is old enough; undefined where none of it is. */
const settled = ({ from, to, today }: Desk) => {
  const last = earlierDay(to, addDays(today, -settledAfter))
  return from <= last ? { from, to: last } : undefined
}

/** Filing and closing by consultant: who needs coaching, never on noise (000-35). */
export const peoplePage: PageSource = {
  period: (today) => ({ from: addDays(today, -180), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const filing = await standingsOf(desk, 'filing_rate', 'consultant', {
      from: desk.from,
      to: desk.to,
    })
    if (filing.length === 0) return nothingYet(t('noTraffic'), [t('standingMethod')])
    const late = settled(desk)
    const closing = late ? await standingsOf(desk, 'cohort_close_rate', 'consultant', late) : []
    const heads = (part: string, whole: string, rate: string) => ({
      group: t('consultant'),
      part,
      whole,
      rate,
    })
    return {
      findings: [
        ...standingFindings(desk, filing, { rate: t('filingRate'), lowerHint: t('coachFiling') }),
        ...(late
          ? standingFindings(desk, closing, {
              rate: t('cohortCloseRate'),
              lowerHint: t('coachClosing'),
            })
          : [finding('caution', t('notSettled', { n: settledAfter }))]),
      ],
      charts: [
        standingChart(desk, t('filingByPerson'), filing),
        ...(closing.length > 0 ? [standingChart(desk, t('closingByPerson'), closing)] : []),
      ],
      tables: [
        standingTable(
          desk,
          t('filingByPerson'),
          heads(t('newlyFiled'), t('traffic'), t('filingRate')),
          filing,
        ),
        ...(late && closing.length > 0
          ? [
              {
                ...standingTable(
                  desk,
                  t('closingByPerson'),
                  heads(t('bought'), t('newlyFiled'), t('cohortCloseRate')),
                  closing,
                ),
                note: t('settledNote', { ...late, n: settledAfter }),
              },
            ]
          : []),
      ],
      method: [t('standingMethod'), t('adjusted'), t('powerNote')],
      missing: null,
    }
  },
}

/** Which source closes better (000-37). */
export const sourcesPage: PageSource = {
  looksAcross: true,
  period: (today) => ({ from: addDays(today, -730), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const late = settled(desk)
    if (!late) return nothingYet(t('notSettled', { n: settledAfter }), [t('standingMethod')])
    const rows = await standingsOf(desk, 'cohort_close_rate', 'source', late)
    if (rows.length === 0) return nothingYet(t('noFiled'), [t('standingMethod')])
    return {
      findings: standingFindings(desk, rows, { rate: t('cohortCloseRate') }),
      charts: [standingChart(desk, t('closingBySource'), rows)],
      tables: [
        {
          ...standingTable(
            desk,
            t('closingBySource'),
            {
              group: t('source'),
              part: t('bought'),
              whole: t('newlyFiled'),
              rate: t('cohortCloseRate'),
            },
            rows,
          ),
          note: t('settledNote', { ...late, n: settledAfter }),
        },
      ],
      method: [t('standingMethod'), t('adjusted')],
      missing: null,
    }
  },
}

/** The filing rate day by day with its weekday, and the slack weekday (000-36). */
export const weekdaysPage: PageSource = {
  period: (today) => ({ from: addDays(today, -365), to: yesterday(today) }),
  read: async (desk) => {
    const { t, locale } = desk
    const rows = (
      await standingsOf(desk, 'filing_rate', 'weekday', { from: desk.from, to: desk.to })
    )
      .map((row) => ({ ...row, name: sayWeekday(Number(row.key), locale) }))
      .sort((a, b) => Number(a.key) - Number(b.key))
    if (rows.length === 0) return nothingYet(t('noTraffic'), [t('standingMethod')])
    const recent = { from: laterDay(desk.from, addDays(desk.to, -41)), to: desk.to }
    const daily = (await desk.figures('filing_rate', { by: 'day', ...recent })).rows
    const slack = new Set(rows.filter((row) => row.standing === 'lower').map((row) => row.key))
    const dayName = (day: string) =>
      `${Number(day.slice(5, 7))}/${Number(day.slice(8))} ${sayWeekday(weekday(day), locale)}`
    return {
      findings: standingFindings(desk, rows, {
        rate: t('filingRate'),
        lowerHint: t('slackHint'),
      }),
      charts: [
        standingChart(desk, t('filingByWeekday'), rows),
        {
          title: t('filingByDay'),
          note: t('dailyNote'),
          kind: 'line',
          unit: 'share',
          categories: daily.map((row) => dayName(row.key)),
          series: [{ name: t('filingRate'), values: daily.map((row) => row.value) }],
          links: daily.map((row) => desk.link('filing_rate', { from: row.key, to: row.key })),
        },
      ],
      tables: [
        standingTable(
          desk,
          t('filingByWeekday'),
          {
            group: t('weekday'),
            part: t('newlyFiled'),
            whole: t('traffic'),
            rate: t('filingRate'),
          },
          rows,
        ),
        {
          title: t('filingByDay'),
          columns: [
            { header: t('day'), unit: 'text' },
            { header: t('weekday'), unit: 'text' },
            { header: t('newlyFiled'), unit: 'count' },
            { header: t('traffic'), unit: 'count' },
            { header: t('filingRate'), unit: 'share' },
          ],
          rows: daily.map((row) => ({
            cells: [
              row.key,
              sayWeekday(weekday(row.key), locale),
              row.numerator,
              row.denominator,
              row.value,
            ],
            link: desk.link('filing_rate', { from: row.key, to: row.key }),
            mark: slack.has(String(weekday(row.key))) ? 'low' : null,
          })),
          note: t('dailyNote'),
        },
      ],
      method: [t('standingMethod'), t('adjusted')],
      missing: null,
    }
  },
}
