import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from '#foundation/sheets/cell.ts'
import { mapColumns } from './column-mapping.ts'
import { countsOf } from './register-counts.ts'
import { HEADER, importRows, LINE, line, sheet, throughFile, title } from './testing.ts'

describe('the year of a register', () => {
  it('is asked for where neither the title nor the day says it', async () => {
    const rows = sheet(['来店登记表'], HEADER, LINE)
    expect(mapColumns(rows)).toMatchObject({ needsYear: true, year: null, headerRow: 2 })
    const refused = await importRows(rows)
    expect(refused.lines[0]?.reasons[0]?.code).toBe('year_missing')
    const told = await importRows(rows, { year: 2025 })
    expect(told.lines[0]?.values.day).toBe('2025-09-01')
    expect(told.mapping.needsYear).toBe(false)
  })

  it('needs nobody where every day carries it', () => {
    expect(mapColumns(sheet(HEADER, line({ 1: '2026-09-01' })))).toMatchObject({
      needsYear: false,
      likelyYear: 2026,
    })
  })

  it.each([
    ['2026年9月', 2026, 9],
    ['展厅登记 2026.09', 2026, 9],
    ['登记表（2026-9）', 2026, 9],
    ['二〇二六年九月 来店登记', 2026, 9],
    ['26年9月客流登记', 2026, 9],
    ['Visit register September 2026', 2026, 9],
    ['２０２６年１２月', 2026, 12],
    ['2026年度来店登记', 2026, null],
    ['9月来店登记', null, 9],
  ])('is read from the title %s', (text, year, month) => {
    expect(mapColumns(sheet([text], HEADER, LINE))).toMatchObject({ year, month })
  })

  it('goes back for a December day in a January register', async () => {
    const { lines } = await importRows(
      sheet(['2026年1月'], HEADER, line({ 1: '12月31日' }), line({ 1: '1.2', 0: 2 })),
    )
    expect(lines.map((each) => each.values.day)).toEqual(['2025-12-31', '2026-01-02'])
  })
})

describe('lines that are refused', () => {
  it.each<[string, Record<number, Cell>, string[]]>([
    ['without a day', { 1: null }, ['date_missing']],
    ['with a day that never was', { 1: '2026-02-30' }, ['date_not_understood']],
    ['filed without a phone', { 5: null }, ['phone_missing']],
    ['filed with a phone one digit short', { 5: '1381234567' }, ['phone_not_a_number']],
    ['leaving before arriving', { 3: '9:41' }, ['left_before_arriving']],
    ['received by a stranger', { 7: '马云龙' }, ['unknown_consultant']],
    [
      'with two flaws at once',
      { 3: '8:00', 5: '12' },
      ['phone_not_a_number', 'left_before_arriving'],
    ],
  ])('are named with the reason: %s', async (_, changes, codes) => {
    const { lines } = await importRows(sheet(title, HEADER, line(changes)))
    expect(lines[0]?.outcome).toBe('refused')
    expect(lines[0]?.row).toBe(3)
    expect(lines[0]?.reasons.map((reason) => reason.code)).toEqual(codes)
  })

  it.each<[string, Record<number, Cell>]>([
    ['an unfiled visit with half a phone', { 5: '138123', 8: '×' }],
    ['a visit without a consultant', { 7: null }],
    ['a model nobody knows', { 6: '红旗H5' }],
    ['a time nobody can read', { 2: '上午' }],
    ['leaving in the minute of arrival', { 3: '9:42' }],
    ['a landline', { 5: '0431-87654321' }],
    ['a 400 number', { 5: '400-123-4567' }],
  ])('do not include %s', async (_, changes) => {
    const { lines } = await importRows(sheet(title, HEADER, line(changes)))
    expect(lines[0]?.outcome).toBe('taken')
  })
})

describe('lines that are no visits', () => {
  it('are passed over: titles, blank lines, headers again, totals, signatures, empty forms', async () => {
    const rows = sheet(
      title,
      [],
      HEADER,
      LINE,
      ['小计', '', '', '', '', '', '', '', ''],
      HEADER,
      line({ 0: 2, 4: '李强', 5: '13912345678' }),
      [3],
      ['合计', '来店 2', '来电 0', '3', '4'],
      ['审核:张三', '', '制表:李四', '复核:王五'],
    )
    const { lines, totals } = await importRows(rows)
    expect(lines.map((each) => each.row)).toEqual([4, 7])
    expect(totals.ignored).toBe(rows.length - 2)
  })
})

describe('the identity of a line', () => {
  it('is a keyed hash where there is no number, and no phone can be read from it', async () => {
    const rows = sheet(title, HEADER.slice(1), LINE.slice(1), line({ 4: '李强' }).slice(1))
    const { lines } = await importRows(rows)
    expect(lines.map((each) => each.outcome)).toEqual(['taken', 'taken'])
    expect(lines[0]?.identity).toMatch(/^2026-09#[\w-]{43}$/)
    expect(new Set(lines.map((each) => each.identity)).size).toBe(2)
    const again = await importRows(rows, {}, { hash: () => 'x' })
    expect(again.lines[0]?.identity).toBe('2026-09#x')
  })

  it('is by day where the numbers start again every day', async () => {
    const days = ['9月1日', '9月2日', '9月3日']
    const body = days.flatMap((day) => [1, 2, 3].map((no) => line({ 0: no, 1: day, 4: `客${no}` })))
    const { lines } = await importRows(sheet(title, HEADER, ...body))
    expect(lines[4]?.identity).toBe('2026-09-02:2')
    expect(new Set(lines.map((each) => each.identity)).size).toBe(9)
  })

  it('stays apart where one number was used for two visits', async () => {
    const { lines } = await importRows(
      sheet(title, HEADER, LINE, line({ 4: '李强', 5: '13912345678' })),
    )
    expect(lines.map((each) => [each.outcome, each.identity])).toEqual([
      ['taken', '2026-09:1'],
      ['taken', '2026-09:1~2'],
    ])
  })
})

describe('columns', () => {
  it('are found under two header lines', () => {
    const rows = sheet(
      title,
      ['序号', '日期', '时间', '', '客户信息', '', '', '顾问', '留档'],
      ['', '', '进店', '离店', '姓名', '电话', '车型', '', ''],
      LINE,
      line({ 0: 2 }),
      line({ 0: 3 }),
    )
    const mapping = mapColumns(rows)
    expect(mapping.headerRow).toBe(3)
    expect(mapping.columns.map((column) => column.field)).toEqual(
      mapColumns(sheet(title, HEADER, LINE)).columns.map((column) => column.field),
    )
  })

  it('are found under English headers', async () => {
    const english = [
      'No',
      'Date',
      'Arrival',
      'Departure',
      'Name',
      'Mobile',
      'Model',
      'Sales',
      'Filed',
    ]
    const { lines } = await importRows(
      sheet(['Visit register', 'Sep 2026'], english, line({ 1: '1-Sep', 8: 'Y' })),
    )
    expect(lines[0]).toMatchObject({
      outcome: 'taken',
      values: { day: '2026-09-01', isFiled: true },
    })
  })

  it('follow the choice of a person before any guess', () => {
    const mapping = mapColumns(sheet(title, HEADER, LINE), { fields: { 4: 'note', 8: null } })
    expect(mapping.columns[4]).toMatchObject({ field: 'note', confidence: 1 })
    expect(mapping.columns[8]?.field).toBeNull()
  })

  it('do not take another date, model or phone for the visit’s own', () => {
    const other = [...HEADER, '下次回访日期', '竞品车型', '介绍人电话', '预计购车时间']
    const values = [...LINE, '2026-09-09', '朗逸', '13712345678', '2026-10-01']
    const fields = mapColumns(sheet(title, other, values, values, values)).columns
    expect(fields.slice(9).map((column) => column.field)).toEqual([null, null, null, null])
  })
})

describe('days typed into number cells', () => {
  it('are read by the lines around: 9.1 between lines of 9.10 is the tenth', async () => {
    const days = ['9.8', '9.9', '9.9', 9.1, 9.1, '9.11', '9.12', '9.12']
    const body = days.map((day, index) => line({ 0: index + 1, 1: day }))
    const { lines } = await importRows(sheet(title, HEADER, ...body))
    expect(lines.map((each) => each.values.day?.slice(8)).join(' ')).toBe('08 09 09 10 10 11 12 12')
  })

  it('stay the first where they stand at the month’s beginning', async () => {
    const body = [9.1, 9.1, '9.2', '9.10'].map((day, index) => line({ 0: index + 1, 1: day }))
    const { lines } = await importRows(sheet(title, HEADER, ...body))
    expect(lines.map((each) => each.values.day?.slice(8)).join(' ')).toBe('01 01 02 10')
  })

  it('are taken from above where the register says so', async () => {
    const { lines } = await importRows(sheet(title, HEADER, LINE, line({ 0: 2, 1: '同上' })))
    expect(lines[1]?.values.day).toBe('2026-09-01')
  })
})

describe('registers of any month and any dirt', () => {
  const day = fc.integer({ min: 1, max: 28 })
  const shape = fc.constantFrom(
    (y: number, m: number, d: number) => `${y}/${m}/${d}`,
    (y: number, m: number, d: number) => `${y}-${pad(m)}-${pad(d)}`,
    (_: number, m: number, d: number) => `${m}月${d}日`,
    (_: number, m: number, d: number) => `${m}.${d}`,
    (_: number, m: number, d: number) => wide(`${m}月${d}号`),
    (y: number, m: number, d: number) => ({
      serial: (Date.UTC(y, m - 1, d) - Date.UTC(1899, 11, 30)) / 86_400_000,
    }),
  )
  const visit = fc.record({
    day,
    shape,
    minute: fc.integer({ min: 480, max: 1100 }),
    digits: fc.integer({ min: 0, max: 30 }),
    isFiled: fc.boolean(),
  })

  it('are counted exactly, through xlsx and csv', async () => {
    const month = fc.record({
      year: fc.integer({ min: 2019, max: 2031 }),
      month: fc.integer({ min: 1, max: 12 }),
      visits: fc.array(visit, { minLength: 3, maxLength: 40 }),
      format: fc.constantFrom('xlsx' as const, 'csv' as const),
    })
    await fc.assert(
      fc.asyncProperty(month, async ({ year, month: number, visits, format }) => {
        const body = visits.map((each, index) =>
          line({
            0: index + 1,
            1: each.shape(year, number, each.day),
            2: { serial: each.minute / 1440 },
            3: wide(`${Math.floor((each.minute + 30) / 60)}：${pad((each.minute + 30) % 60)}`),
            5: each.isFiled ? `+86 138-1234-${pad(each.digits)}00` : null,
            8: each.isFiled ? '是' : '否',
          }),
        )
        const rows = await throughFile(sheet([`${year}年${number}月`], HEADER, ...body), format)
        const { lines, totals } = await importRows(rows)
        expect(totals).toMatchObject({ taken: visits.length, refused: 0, typedTwice: 0 })
        expect(lines.map((each) => each.values.day)).toEqual(
          visits.map((each) => `${year}-${pad(number)}-${pad(each.day)}`),
        )
        expect(lines.map((each) => each.values.timeIn)).toEqual(visits.map((each) => each.minute))
        const filed = visits.filter((each) => each.isFiled)
        const phones = new Set(filed.map((each) => each.digits))
        expect(countsOf(lines, new Set())).toMatchObject({
          unfiled: visits.length - filed.length,
          newlyFiled: phones.size,
          repeat: filed.length - phones.size,
        })
      }),
      { numRuns: 12, seed: 20_260_901 },
    )
  }, 60_000)
})

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function wide(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
