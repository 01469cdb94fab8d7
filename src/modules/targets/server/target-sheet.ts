import type { Ctx } from '#foundation/ctx.ts'
import { cellText } from '#foundation/sheets/cell.ts'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { logExport } from '#modules/lists/index.ts'
import type { FileAnswer, UploadedFile } from '#shared/contract.ts'
import { say } from '#shared/words.ts'
import { moneyNumbers } from '../contract.ts'
import { sayPeriod, sheetPeriods } from '../periods-said.ts'
import { targetWords } from '../words.ts'
import { type AskedTargets, readTargets } from './targets.ts'

const mostRows = 2000

/** The targets of a year as a sheet: names, then months, quarters and the year; money in yuan. */
export async function targetsFile(ctx: Ctx, asked: AskedTargets): Promise<FileAnswer> {
  const table = await readTargets(ctx, asked)
  const word = (key: keyof typeof targetWords, values?: Record<string, string | number>) =>
    say(targetWords[key], ctx.locale, values)
  const isMoney = moneyNumbers.includes(table.metric)
  const title = `${table.year} ${word('target')} ${word(asked.metric)} ${word(asked.scope)}`
  await logExport(ctx, {
    list: 'targets.table',
    format: 'xlsx',
    rows: table.rows.length,
    withPhones: false,
  })
  return {
    name: `${title}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: writeXlsx({
      name: String(table.year),
      columns: [
        { header: word(asked.scope), width: 20 },
        ...sheetPeriods(table.year).map((period) => ({
          header: sayPeriod(period, word),
          width: 10,
        })),
      ],
      rows: table.rows.map((row) => [
        ctx.locale === 'zh' ? row.name : row.nameEn,
        ...sheetPeriods(table.year).map((period) => {
          const value = row.cells.find((cell) => cell.period === period)?.value ?? null
          return value !== null && isMoney ? value / 100 : value
        }),
      ]),
    }),
  }
}

/** The cells of a file as text, blank lines left out. Throws `SheetError` for what is no sheet. */
export async function readTargetFile(file: UploadedFile): Promise<string[][]> {
  const { rows } = await readSheet(file.bytes, file.name, {
    limits: { maxRows: mostRows, maxColumns: 60 },
  })
  return rows.map(({ cells }) => cells.map((cell) => cellText(cell).trim()))
}
