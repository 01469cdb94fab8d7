import type { Ctx } from '#foundation/ctx.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { translator } from '#shared/words.ts'
import {
  type AskedQuery,
  analysisError,
  type QuestionName,
  type Reading,
  type ReadingTable,
  type Unit,
} from '../contract.ts'
import { analysisTitles } from '../titles.ts'
import { analysisWords } from '../words.ts'
import { benchmarksPage } from './benchmarks.ts'
import { cycleClosedPage } from './cycle-closed.ts'
import { cycleFiledPage } from './cycle-filed.ts'
import { openDesk, type PageSource } from './desk.ts'
import { holidaysPage } from './holidays.ts'
import { lossesPage } from './losses.ts'
import { mediaPage } from './media.ts'
import { lagPage } from './media-lag.ts'
import { peoplePage, sourcesPage, weekdaysPage } from './people.ts'
import { rhythmPage } from './rhythm.ts'
import { staffingPage } from './staffing.ts'
import { targetsPage } from './targets.ts'
import { trafficPage } from './traffic.ts'

const pages: Record<QuestionName, PageSource> = {
  traffic: trafficPage,
  rhythm: rhythmPage,
  holidays: holidaysPage,
  people: peoplePage,
  weekdays: weekdaysPage,
  media: mediaPage,
  lag: lagPage,
  targets: targetsPage,
  staffing: staffingPage,
  sources: sourcesPage,
  losses: lossesPage,
  'cycle-filed': cycleFiledPage,
  'cycle-closed': cycleClosedPage,
  benchmarks: benchmarksPage,
}

/** One page of the desk: the same reading for screen, print and file. Throws as `openDesk`. */
export async function readPage(
  ctx: Ctx,
  question: QuestionName,
  asked: AskedQuery,
): Promise<Reading> {
  const page = pages[question]
  if (!page) throw analysisError('analysis.unknown', { question })
  const desk = await openDesk(ctx, page, asked)
  const { span = desk, ...read } = await page.read(desk)
  return {
    question,
    title: translator(analysisTitles, desk.locale)(question),
    from: span.from,
    to: span.to,
    stores: desk.stores.length,
    ...read,
  }
}

/** A reading as a sheet: what was found, then every table as it stands on the screen. */
export function readingFile(reading: Reading, locale: 'zh' | 'en'): FileAnswer {
  const t = translator(analysisWords, locale)
  const width = Math.max(2, ...reading.tables.map((table) => table.columns.length))
  return {
    name: `${reading.title} ${reading.from}_${reading.to}.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: writeXlsx({
      name: reading.title,
      leadingRows: [
        [`${reading.title} ${reading.from} – ${reading.to}`],
        ...(reading.missing ? [[reading.missing]] : []),
        ...reading.findings.map((one) => [one.text]),
        ...reading.method.map((text) => [`${t('method')}: ${text}`]),
      ],
      columns: Array.from({ length: width }, () => ({ header: '', width: 16 })),
      rows: reading.tables.flatMap(linesOf),
    }),
  }
}

const linesOf = (table: ReadingTable): (string | number | null)[][] => [
  [table.title],
  table.columns.map((column) => headerOf(column)),
  ...table.rows.map((row) =>
    row.cells.map((cell, place) => asShown(cell, table.columns[place]?.unit ?? 'text')),
  ),
  ...(table.note ? [[table.note]] : []),
  [],
]

const headerOf = ({ header, unit }: ReadingTable['columns'][number]): string =>
  unit === 'share' || unit === 'change' || unit === 'index' ? `${header} (%)` : header

/** Shares as per cent with one digit, as the screen writes them; numbers stay numbers. */
function asShown(cell: string | number | null, unit: Unit): string | number | null {
  if (typeof cell !== 'number') return cell
  if (unit === 'share' || unit === 'change' || unit === 'index') return Math.round(cell * 1000) / 10
  return unit === 'number' || unit === 'minutes' ? Math.round(cell * 10) / 10 : cell
}
