import { describe, expect, it } from 'vitest'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { writeXlsx } from '#foundation/sheets/write-sheet.ts'
import { mapColumns } from './column-mapping.ts'
import { refusedSheet } from './refused-file.ts'
import { registerTemplate } from './register-template.ts'
import { bytesOf, HEADER, importRows, LINE, line, readSampleRows, sheet, title } from './testing.ts'

describe('the file of refused lines', () => {
  it('is understood when it comes back corrected, and takes nothing twice', async () => {
    const rows = await readSampleRows()
    const { mapping, lines } = await importRows(rows)
    const stream = writeXlsx(refusedSheet({ rows, mapping, lines, locale: 'zh' }))
    const back = await readSheet(await bytesOf(stream), 'refused.xlsx')
    const again = await importRows(back.rows)
    const refused = lines.filter((each) => each.outcome === 'refused')
    expect(again.mapping).toMatchObject({ year: 2026, month: 9, needsYear: false })
    expect(again.mapping.columns.at(-1)).toMatchObject({ header: '拒绝原因', field: 'refusal' })
    expect(again.lines.map((each) => [each.outcome, each.identity, each.values])).toEqual(
      refused.map((each) => ['refused', each.identity, each.values]),
    )
    const phone = again.mapping.columns.findIndex((column) => column.field === 'phone')
    for (const row of back.rows.slice(2)) row.cells[phone] &&= '13812345678'
    const choices = { unknownConsultants: { 刘扬: '刘洋' } }
    const corrected = await importRows(back.rows, {}, { choices })
    expect(corrected.totals).toMatchObject({ taken: 13, refused: 4, typedTwice: 0 })
  })

  it('carries the year that the user gave and the columns that the user mapped', async () => {
    const header = HEADER.with(4, '甲').with(7, '乙')
    const rows = sheet(['来店登记'], header, line({ 3: '8:00' }), line({ 0: 2 }))
    const choices = { year: 2024, fields: { 4: 'name', 7: 'consultant' } } as const
    const { mapping, lines } = await importRows(rows, choices)
    const back = await readSheet(
      await bytesOf(writeXlsx(refusedSheet({ rows, mapping, lines, locale: 'en' }))),
      'refused.xlsx',
    )
    const again = await importRows(back.rows)
    expect(again.lines[0]?.values).toEqual(lines[0]?.values)
    expect(String(back.rows.at(-1)?.cells.at(-1))).toContain('is before the time of arrival')
  })

  it('keeps a line apart that shared its number with another', async () => {
    const rows = sheet(title, HEADER, LINE, line({ 4: '李强', 5: '139123' }))
    const { mapping, lines } = await importRows(rows)
    const back = await readSheet(
      await bytesOf(writeXlsx(refusedSheet({ rows, mapping, lines, locale: 'zh' }))),
      'refused.xlsx',
    )
    expect((await importRows(back.rows)).lines[0]?.identity).toBe('2026-09:1~2')
  })
})

describe('the template', () => {
  it.each(['zh', 'en'] as const)('maps every column by itself (%s)', async (locale) => {
    const { rows } = await readSheet(
      await bytesOf(writeXlsx(registerTemplate(locale, '2026-09'))),
      'template.xlsx',
    )
    const mapping = mapColumns(rows)
    expect(mapping).toMatchObject({ year: 2026, month: 9, headerRow: 2 })
    expect(mapping.columns.every((column) => column.field && column.confidence === 1)).toBe(true)
  })
})
