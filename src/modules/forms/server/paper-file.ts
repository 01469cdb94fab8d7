import { authorise, type Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { writePdf } from '#foundation/pdf/write-pdf.ts'
import { writePaperXlsx } from '#foundation/sheets/paper-xlsx.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer } from '#shared/contract.ts'
import type { Paper } from '#shared/paper.ts'
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
    ? {
        name: `${name}.pdf`,
        contentType: 'application/pdf',
        body: await writePdf(paper, ctx.locale),
      }
    : { name: `${name}.xlsx`, contentType: xlsxType, body: writePaperXlsx(paper) }
}

const linesOf = (paper: Paper): number =>
  paper.parts.reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length : 0), 0)
