// The lines above the header: they name the sheet and often its year and month.
import { cellText, type SheetRow } from '#foundation/sheets/cell.ts'
import { toHalfWidth } from '#shared/full-width.ts'
import { chineseNumbers, monthByName } from '../cells/read-day.ts'

export interface SheetTitle {
  text: string
  year: number | null
  month: number | null
}

const YEAR_AND_MONTH =
  /(?<!\d)(20\d{2}|\d{2}(?=\s*年))\s*(?:年度?|[-/.])\s*(1[0-2]|0?[1-9])(?!\d)\s*(?:月|\D|$)/
const YEAR_ALONE = /(?<!\d)(20\d{2})\s*(?:年|$|[^\d.:/-])/
const MONTH_ALONE = /(?<!\d)(1[0-2]|0?[1-9])\s*月/
const ENGLISH = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s*(20\d{2})?/i

/** Year and month from 2026年9月, 二〇二六年九月, 2026.09, 2026-09, 26年9月, September 2026. */
export function readTitle(rows: readonly SheetRow[]): SheetTitle {
  const cells = rows.flatMap((row) => row.cells.map((cell) => cellText(cell).trim()))
  const text = cells.filter((cell) => cell !== '').join(' ')
  const plain = chineseNumbers(toHalfWidth(text))
  const both = YEAR_AND_MONTH.exec(plain)
  if (both) return { text, year: fullYear(both[1]), month: Number(both[2]) }
  const english = ENGLISH.exec(plain)
  const year = YEAR_ALONE.exec(plain)?.[1]
  const month = MONTH_ALONE.exec(plain)?.[1]
  return {
    text,
    year: year ? Number(year) : null,
    month: month ? Number(month) : english ? monthByName(english[1] ?? '') : null,
  }
}

function fullYear(year: string | undefined): number {
  return year?.length === 2 ? 2000 + Number(year) : Number(year)
}
