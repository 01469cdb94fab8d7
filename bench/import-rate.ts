import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { importFile } from '#modules/imports/index.ts'
import { addDays } from '#shared/days.ts'
import type { Site } from './site.ts'

const filedShare = 0.4
const header =
  '序号,日期,来店/来电,进店时间,离店时间,客户姓名,联系电话,意向车型,意向级别,信息来源,销售顾问,是否留档'

/** Rows of a register imported per second, the reading of the file taken off; all must be taken. */
export async function importRate(
  site: Site,
  given: { rows: number; consultants: string[]; today: string },
): Promise<number> {
  const { app } = site.open
  const store = await app.findStore(app.db, site.many.storeId)
  if (!store) throw new Error('The store of the bench is gone')
  const folder = mkdtempSync(join(tmpdir(), 'keyuan-bench-'))
  const path = join(folder, 'register.csv')
  try {
    writeFileSync(path, registerOf(given))
    const beforeReading = performance.now()
    await readSheet(path, 'register.csv')
    const reading = performance.now() - beforeReading
    const started = performance.now()
    const result = await importFile(app, store, 'visits', path)
    const seconds = (performance.now() - started - reading) / 1000
    if (result.taken !== given.rows)
      throw new Error(`Only ${result.taken} of ${given.rows} rows were taken`)
    return given.rows / seconds
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
