// The empty register that people download, fill in and import.
import type { SheetToWrite } from '#foundation/sheets/write-sheet.ts'
import type { Locale } from '#shared/errors.ts'
import { fieldWords, registerFields } from './register-fields.ts'

const NOT_IN_TEMPLATE = new Set(['lineMark', 'refusal'])
const WIDTHS: Record<string, number> = { number: 8, phone: 18, note: 40, partySize: 8, sex: 8 }

/** An empty register for a month (`2026-09`), so that days need no year. */
export function registerTemplate(locale: Locale, month: string): SheetToWrite {
  const [year, number] = month.split('-').map(Number)
  const fields = registerFields.filter((field) => !NOT_IN_TEMPLATE.has(field))
  const isChinese = locale === 'zh'
  return {
    name: isChinese ? '来店登记' : 'Visit register',
    leadingRows: [
      [isChinese ? `展厅来店(电)客户登记表 ${year}年${number}月` : `Visit register ${month}`],
    ],
    columns: fields.map((field) => ({
      header: fieldWords[field][locale],
      width: WIDTHS[field] ?? 12,
    })),
    rows: [],
  }
}
