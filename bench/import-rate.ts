import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamSheet } from '#foundation/sheets/read-sheet.ts'
import { importFile } from '#modules/imports/index.ts'
import { addDays } from '#shared/days.ts'
import type { Site } from './site.ts'

const filedShare = 0.4
const header =
  '序号,日期,来店/来电,进店时间,离店时间,客户姓名,联系电话,意向车型,意向级别,信息来源,销售顾问,是否留档'

/** Lines of a list of customers imported per second, the reading of the file taken off. */
export function customerImportRate(
  site: Site,
  given: { rows: number; consultants: string[]; today: string },
): Promise<number> {
  return rateOf(site, 'customers', customersOf(given), given.rows)
}

/** Rows of a register imported per second, the reading of the file taken off; all must be taken. */
export async function importRate(
  site: Site,
  given: { rows: number; consultants: string[]; today: string },
): Promise<number> {
  return rateOf(site, 'visits', registerOf(given), given.rows)
}

async function rateOf(site: Site, kind: string, content: string, rows: number): Promise<number> {
  const { app } = site.open
  const store = await app.findStore(app.db, site.many.storeId)
  if (!store) throw new Error('The store of the bench is gone')
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-bench-'))
  const path = join(folder, `${kind}.csv`)
  try {
    writeFileSync(path, content)
    const beforeReading = performance.now()
    await streamSheet(readFileSync(path), () => {})
    const reading = performance.now() - beforeReading
    const started = performance.now()
    const result = await importFile(app, store, kind, path)
    const seconds = (performance.now() - started - reading) / 1000
    if (result.taken !== rows) throw new Error(`Only ${result.taken} of ${rows} rows were taken`)
    return rows / seconds
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const customerHeader = '姓名,性别,手机,家庭住址,邮箱,销售顾问'

function customersOf({ rows, consultants }: { rows: number; consultants: string[] }): string {
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `量测客户${i},${i % 2 ? '男' : '女'},1${String(8_000_000_000 + i)},人民路 ${i} 号,c${i}@example.com,${consultants[i % consultants.length]}`,
  )
  return `${customerHeader}\n${lines.join('\n')}\n`
}

function registerOf({
  rows,
  consultants,
  today,
}: {
  rows: number
  consultants: string[]
  today: string
}): string {
  const day = addDays(today, -40)
  const lines = Array.from({ length: rows }, (_, i) => {
    const isFiled = i % 10 < filedShare * 10
    const person = isFiled ? `量测${i},1${String(7_000_000_000 + i)}` : ','
    return `${i + 1},${day},来店,10:05,11:10,${person},速腾,B,报纸,${consultants[i % consultants.length]},${isFiled ? '是' : '否'}`
  })
  return `${header}\n${lines.join('\n')}\n`
}
