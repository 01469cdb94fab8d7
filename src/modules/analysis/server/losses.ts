import { addDays } from '#shared/days.ts'
import { compareShares, holm } from '#shared/statistics.ts'
import { type Desk, finding, nothingYet, type PageSource, pct, yesterday } from './desk.ts'
import { sayP } from './standings.ts'

interface Cell {
  series: { key: string; name: string }
  reason: { key: string; name: string }
  part: number
  whole: number
  others: number
  p: number
  said: 'lower' | 'higher' | 'unclear' | 'too-few'
}

/** Reasons of confirmed losses by model; small samples are left out of the reading (000-41). */
export const lossesPage: PageSource = {
  looksAcross: true,
  period: (today) => ({ from: addDays(today, -365), to: yesterday(today) }),
  read: async (desk) => {
    const { t } = desk
    const table = await desk.figures('loss', { by: 'series', by2: 'reason' })
    if (table.total.n === 0) return nothingYet(t('noLosses'), [t('lossMethod')])
    const cells = cellsOf(desk, table)
    const models = table.rows.map((row) => ({ key: row.key, name: desk.name(row), n: row.n }))
    const reasons = table.columns.map((row) => ({ key: row.key, name: desk.name(row), n: row.n }))
    const told = models.filter((model) => model.n >= desk.leastN)
    const out = cells
      .filter((cell) => cell.said === 'higher' || cell.said === 'lower')
      .toSorted((a, b) => a.p - b.p)
    const first = reasons[0]
    const at = (series: string, reason: string) =>
      cells.find((cell) => cell.series.key === series && cell.reason.key === reason)
    const title = t('reasonsByModel')
    return {
      findings: [
        ...(first
          ? [
              finding(
                'plain',
                t('mainReason', {
                  name: first.name,
                  share: pct(first.n / table.total.n),
                  n: table.total.n,
                }),
              ),
            ]
          : []),
        ...out.map((cell) =>
          finding(
            cell.said === 'higher' ? 'low' : 'high',
            t(cell.said === 'higher' ? 'reasonMore' : 'reasonLess', {
              model: cell.series.name,
              reason: cell.reason.name,
              share: pct(cell.part / cell.whole),
              n: cell.whole,
              others: pct(cell.others),
            }),
          ),
        ),
        ...(out.length === 0 && told.length > 1 ? [finding('plain', t('reasonsAlike'))] : []),
        ...(told.length < models.length
          ? [
              finding(
                'caution',
                t('modelsLeftOut', {
                  names: models
                    .filter((model) => model.n < desk.leastN)
                    .map((model) => `${model.name} (n=${model.n})`)
                    .join(desk.locale === 'zh' ? '、' : ', '),
                  least: desk.leastN,
                }),
              ),
            ]
          : []),
      ],
      charts:
        told.length === 0
          ? []
          : [
              {
                title,
                note: t('tooFewOpen', { n: desk.leastN }),
                kind: 'flat-bar',
                unit: 'share',
                categories: reasons.slice(0, 8).map((reason) => reason.name),
                series: told.slice(0, 4).map((model) => ({
                  name: `${model.name} (n=${model.n})`,
                  values: reasons
                    .slice(0, 8)
                    .map((reason) => (at(model.key, reason.key)?.part ?? 0) / model.n),
                })),
                links: reasons
                  .slice(0, 8)
                  .map((reason) => desk.link('loss', { by: 'reason', value: reason.key })),
              },
            ],
      tables: [
        {
          title: t('countsByModel'),
          columns: [
            { header: t('model'), unit: 'text' },
            { header: 'n', unit: 'count' },
            ...reasons.map((reason) => ({ header: reason.name, unit: 'text' as const })),
          ],
          rows: models.map((model) => ({
            cells: [
              model.name,
              model.n,
              ...reasons.map((reason) => {
                const part = at(model.key, reason.key)?.part ?? 0
                return model.n < desk.leastN ? String(part) : `${part} (${pct(part / model.n)})`
              }),
            ],
            link: desk.link('loss', { by: 'series', value: model.key }),
            mark: model.n < desk.leastN ? ('few' as const) : null,
          })),
          note: t('countsNote', { least: desk.leastN }),
        },
        {
          title: t('whatStandsOut'),
          columns: [
            { header: t('model'), unit: 'text' },
            { header: t('lossReason'), unit: 'text' },
            { header: t('part'), unit: 'count' },
            { header: 'n', unit: 'count' },
            { header: t('shareHead'), unit: 'share' },
            { header: t('otherModels'), unit: 'share' },
            { header: t('adjustedP'), unit: 'text' },
            { header: t('reading'), unit: 'text' },
          ],
          rows: cells
            .filter((cell) => cell.said !== 'too-few')
            .toSorted((a, b) => a.p - b.p)
            .slice(0, 30)
            .map((cell) => ({
              cells: [
                cell.series.name,
                cell.reason.name,
                cell.part,
                cell.whole,
                cell.part / cell.whole,
                cell.others,
                sayP(cell.p),
                t(
                  cell.said === 'higher'
                    ? 'moreOften'
                    : cell.said === 'lower'
                      ? 'lessOften'
                      : 'noClear',
                ),
              ],
              link: desk.link('loss', {
                by: 'series',
                value: cell.series.key,
                by2: 'reason',
                value2: cell.reason.key,
              }),
              mark: cell.said === 'higher' ? 'low' : cell.said === 'lower' ? 'high' : null,
            })),
          note: null,
        },
      ],
      method: [t('lossMethod'), t('adjusted')],
      missing: null,
    }
  },
}

/** Every model and reason against the other models, adjusted for all that were compared. */
function cellsOf(desk: Desk, table: Awaited<ReturnType<Desk['figures']>>): Cell[] {
  const total = table.total.n
  const raw = table.rows.flatMap((row) =>
    table.columns.map((column) => {
      const part = table.cells.find((c) => c.key === row.key && c.key2 === column.key)?.n ?? 0
      const rest = { part: column.n - part, whole: total - row.n }
      const expected = (column.n / total) * Math.min(row.n, rest.whole)
      const isStated = row.key !== '-' && column.key !== '-'
      return {
        series: { key: row.key, name: desk.name(row) },
        reason: { key: column.key, name: desk.name(column) },
        part,
        whole: row.n,
        others: rest.whole === 0 ? 0 : rest.part / rest.whole,
        isEnough: isStated && row.n >= desk.leastN && rest.whole >= desk.leastN && expected >= 5,
        compared: compareShares({ part, whole: row.n }, rest),
      }
    }),
  )
  const tried = raw.filter((one) => one.isEnough)
  const adjusted = holm(tried.map((one) => one.compared.p))
  return raw.map(({ isEnough, compared, ...cell }, index) => {
    const place = tried.findIndex((one) => one === raw[index])
    const p = isEnough ? (adjusted[place] ?? 1) : 1
    const direction = compared.difference > 0 ? 'higher' : 'lower'
    return { ...cell, p, said: isEnough ? (p <= 0.05 ? direction : 'unclear') : 'too-few' }
  })
}
