import { authorise, type Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { dayInZone } from '#shared/days.ts'
import type { Paper } from '#shared/paper.ts'
import { sayDate, sayMoment } from '#shared/say-date.ts'
import { say } from '#shared/words.ts'
import { moneyNumbers } from '../contract.ts'
import { rateNumbers } from '../contracts/leader-board.ts'
import { targetWords } from '../words.ts'
import { readAppraisal } from './appraisals.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The results as a sheet of paper: each person with every part of the points. */
export async function appraisalPaper(ctx: Ctx, schemeId: string, period: string): Promise<Paper> {
  const appraisal = await readAppraisal(ctx, schemeId, period)
  const word = (key: keyof typeof targetWords, values?: Record<string, string | number>) =>
    say(targetWords[key], ctx.locale, values)
  const storeName =
    ctx.locale === 'en' && ctx.store.nameEn !== '' ? ctx.store.nameEn : ctx.store.name
  const columns: [string, number, 'left' | 'right'][] = [
    [word('measure'), 20, 'left'],
    [word('value'), 13, 'right'],
    [word('target'), 13, 'right'],
    [word('attainment'), 12, 'right'],
    [word('weight'), 9, 'right'],
    [word('points'), 11, 'right'],
  ]
  return {
    title: appraisal.scheme.name,
    orientation: 'portrait',
    head: [
      storeName,
      period,
      appraisal.isClosed
        ? word('closedBy', {
            name: appraisal.closedBy ?? '—',
            day:
              appraisal.closedAt === null
                ? '—'
                : sayDate(dayInZone(new Date(appraisal.closedAt), ctx.store.timeZone), ctx.locale),
          })
        : word('notClosed'),
    ],
    parts: appraisal.people.map((person) => ({
      kind: 'table',
      title: `${person.place ?? '—'}. ${person.name}  ${person.points.toFixed(2)}`,
      columns: columns.map(([title, width, align]) => ({ title, width, align })),
      rows: person.parts.map((part) => [
        word(part.metric as keyof typeof targetWords),
        sayValue(part.metric, part.value),
        sayValue(part.metric, part.target),
        part.attainment === null ? '—' : `${(part.attainment * 100).toFixed(1)}%`,
        part.weight,
        part.points.toFixed(2),
      ]),
      totals: [word('sum'), '', '', '', 100, person.points.toFixed(2)],
      empty: '',
    })),
    signatures: [word('signManager'), word('signPerson')],
    foot: `${ctx.actor.name} ${sayMoment(ctx.now, ctx.store.timeZone, ctx.locale)}`,
  }
}

/** The same as a file, a sheet for those who may export; noted in the log of exports. */
export async function appraisalFile(
  ctx: Ctx,
  asked: { schemeId: string; period: string; format: 'xlsx' | 'pdf' },
): Promise<FileAnswer> {
  const { schemeId, period, format } = asked
  if (format === 'xlsx') authorise(ctx, 'exports.run')
  const paper = await appraisalPaper(ctx, schemeId, period)
  const rows = paper.parts.flatMap((part) =>
    part.kind === 'table' ? part.rows.map((row) => [part.title ?? '', ...row]) : [],
  )
  await logExport(ctx, { list: 'targets.appraisal', format, rows: rows.length, withPhones: false })
  audit(ctx, {
    action: 'appraisal.exported',
    recordType: 'appraisal_scheme',
    recordId: schemeId,
    detail: { period, format },
  })
  const name = `${paper.title} ${period}.${format}`
  if (format === 'pdf')
    return { name, contentType: 'application/pdf', body: await writePdf(paper, ctx.locale) }
  const [first] = paper.parts
  const titles = first?.kind === 'table' ? first.columns.map((column) => column.title) : []
  return {
    name,
    contentType: xlsxType,
    body: writeXlsx({
      name: period,
      leadingRows: [[paper.title], [paper.head.join(' · ')]],
      columns: [say(targetWords.person, ctx.locale), ...titles].map((header) => ({
        header,
        width: 18,
      })),
      rows: rows.map((row) =>
        row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)),
      ),
    }),
  }
}

function sayValue(metric: string, value: number | null): string {
  if (value === null) return '—'
  if (rateNumbers.includes(metric)) return `${(value * 100).toFixed(1)}%`
  if (moneyNumbers.includes(metric)) return (value / 100).toLocaleString('en-US')
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}
