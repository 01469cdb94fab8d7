import { authorise, type Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import type { Cell } from '#foundation/sheets/cell.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { daysBetween } from '#shared/days.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import type { AskedPhones } from './phones.ts'

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A form as a file: PDF as it is printed, xlsx with its figures and dates as such. Logged. */
export async function paperFile(
  ctx: Ctx,
  form: string,
  paper: Paper,
  { format, phones, reason }: AskedPhones & { format: 'pdf' | 'xlsx' },
): Promise<FileAnswer> {
  if (format === 'xlsx') authorise(ctx, 'exports.run')
  await logExport(ctx, {
    list: `form.${form}`,
    format,
    rows: linesOf(paper),
    withPhones: phones === 'full',
    reason,
  })
  audit(ctx, {
    action: 'form.exported',
    recordType: 'form',
    recordId: form,
    detail: { format, lines: linesOf(paper) },
  })
  // A customer's name stays out of file names, which end up in histories and logs.
  const name =
    `${paper.title} ${form === 'customer-card' ? '' : paper.head.slice(1).join(' ')}`.trim()
  return format === 'pdf'
    ? { name: `${name}.pdf`, contentType: 'application/pdf', body: await writePdf(paper) }
    : { name: `${name}.xlsx`, contentType: xlsxType, body: paperXlsx(paper) }
}

const linesOf = (paper: Paper): number =>
  paper.parts.reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length : 0), 0)

/** The sheet's first table heads the columns; facts and further tables follow as lines. */
function paperXlsx(paper: Paper) {
  const tables = paper.parts.filter((part) => part.kind === 'table')
  const [first, ...others] = tables
  const columns = (first?.columns ?? []).map(({ title, width }) => ({
    header: title,
    width: width * 2,
  }))
  const above: Cell[][] = [[paper.title], [paper.head.join(' · ')]]
  const below: Cell[][] = []
  let isAbove = true
  for (const part of paper.parts) {
    if (part === first) {
      if (part.title !== null) above.push([part.title])
      isAbove = false
      continue
    }
    const lines: Cell[][] = [[], ...(part.title === null ? [] : [[part.title]])]
    if (part.kind === 'facts')
      lines.push(...part.facts.map((fact) => [fact.label, cellOf(fact.value)]))
    else if (part.kind === 'text') lines.push([part.text])
    else if (others.includes(part)) {
      lines.push(part.columns.map((column) => column.title))
      lines.push(...part.rows.map((row) => row.map(cellOf)))
      if (part.totals) lines.push(part.totals.map(cellOf))
    }
    ;(isAbove ? above : below).push(...lines)
  }
  return writeXlsx({
    name: paper.title,
    leadingRows: above,
    columns,
    rows: [
      ...(first?.rows ?? []).map((row) => row.map(cellOf)),
      ...(first?.totals ? [first.totals.map(cellOf)] : []),
      ...below,
    ],
  })
}

const serialZero = '1899-12-30'
const cellOf = (cell: PaperCell): Cell =>
  cell !== null && typeof cell === 'object' ? { serial: daysBetween(serialZero, cell.day) } : cell
