import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { writeXlsx as writeWorkbook } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { cellText } from './cell.ts'
import { type ReadSheetOptions, readSheet } from './read-sheet.ts'
import type { SheetErrorCode } from './sheet-error.ts'

const sample = (ending: string): Promise<Buffer> =>
  readFile(new URL(`../../../test/data/register-2026-09.${ending}`, import.meta.url))

async function codeOf(
  bytes: Uint8Array,
  options: ReadSheetOptions = {},
): Promise<SheetErrorCode | 'read'> {
  return readSheet(bytes, 'any.xlsx', options).then(
    () => 'read' as const,
    (error: { code: SheetErrorCode }) => error.code,
  )
}

function csv(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

async function textsOf(bytes: Uint8Array, options: ReadSheetOptions = {}): Promise<string[][]> {
  const { rows } = await readSheet(bytes, 'any.csv', options)
  return rows.map((row) => row.cells.map(cellText))
}

describe('the format of a file', () => {
  it.each([
    ['xlsx', 'xlsx'],
    ['xls', 'xls'],
    ['gbk.csv', 'csv'],
  ])('is told by its content, whatever its name: %s', async (ending, format) => {
    const sheet = await readSheet(await sample(ending), 'register.dat')
    expect(sheet.format).toBe(format)
    expect(sheet.rows.length).toBe(468)
    expect(sheet.rows.at(-1)).toEqual({ row: 476, cells: ['审核:'] })
  })
})

describe('CSV', () => {
  const utf16 = (bigEndian: boolean, text: string): Uint8Array => {
    const bytes = Buffer.from(text, 'utf16le')
    return bigEndian ? bytes.swap16() : bytes
  }
  const table = '序号,姓名\n1,王芳\n2,李强\n'
  it.each<[string, Uint8Array]>([
    ['UTF-8', csv(table)],
    ['UTF-8 with a mark', csv(`\ufeff${table}`)],
    ['UTF-16 with a mark', utf16(false, `\ufeff${table}`)],
    ['UTF-16 the other way round', utf16(true, `\ufeff${table}`)],
    ['GBK', Buffer.from('d0f2bac52cd0d5c3fb0a312ccdf5b7bc0a322cc0eec7bf0a', 'hex')],
    ['tabs', csv(table.replaceAll(',', '\t'))],
    ['semicolons', csv(table.replaceAll(',', ';'))],
    ['a line that names the delimiter', csv(`sep=;\r\n${table.replaceAll(',', ';')}`)],
    ['old Mac line ends', csv(table.replaceAll('\n', '\r'))],
  ])('is read in %s', async (_, bytes) => {
    expect(await textsOf(bytes)).toEqual([
      ['序号', '姓名'],
      ['1', '王芳'],
      ['2', '李强'],
    ])
  })

  it('counts lines as Excel shows them: blank ones too, a quoted line break none', async () => {
    const { rows } = await readSheet(csv('a,b\n\n1,"x\ny"\n2,z\n'), 'any.csv')
    expect(rows.map((row) => row.row)).toEqual([1, 3, 4])
    expect(rows[1]?.cells[1]).toBe('x\ny')
  })
})

describe('workbooks', () => {
  it('give dates as serials in one day count, also from the 1904 system', async () => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const bytes = await writeWorkbook({
        sheets: [
          {
            name: 'a',
            rows: [
              ['日期', '数'],
              [new Date(Date.UTC(2026, 8, 1)), 1],
            ],
          },
        ],
        dateSystem,
      })
      expect(await textsOf(bytes)).toEqual([
        ['日期', '数'],
        ['2026-09-01', '1'],
      ])
    }
  })

  it('show the sheet that holds the table, or the one that is named', async () => {
    const rows = [1, 2, 3, 4].map((no) => [no, '来店', '王芳', '迈腾'])
    const bytes = await writeWorkbook({
      sheets: [
        { name: '说明', rows: [['请先阅读'], ['多谢']] },
        { name: '9月', rows },
      ],
    })
    const sheet = await readSheet(bytes, 'any.xlsx')
    expect(sheet.sheetName).toBe('9月')
    expect(sheet.sheetNames).toEqual(['说明', '9月'])
    expect(await textsOf(bytes, { sheet: '说明' })).toEqual([['请先阅读'], ['多谢']])
    expect(await codeOf(bytes, { sheet: '10月' })).toBe('sheets.no_such_sheet')
  })

  it('repeat what is merged down a column', async () => {
    const bytes = await writeWorkbook({
      sheets: [
        {
          name: 'a',
          rows: [
            ['日期', '姓名'],
            ['9月1日', '王芳'],
            [null, '李强'],
          ],
          merges: [{ startRow: 1, endRow: 2, startCol: 0, endCol: 0 }],
        },
      ],
    })
    expect((await textsOf(bytes))[2]).toEqual(['9月1日', '李强'])
  })

  it('leave a text that looks like a formula a text', async () => {
    const sheet = utils.aoa_to_sheet([['备注'], ['=HYPERLINK("http://example.invalid","点我")']])
    for (const bookType of ['xlsx', 'biff8'] as const) {
      const book = utils.book_new(sheet, 'a')
      const bytes = new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer)
      expect((await textsOf(bytes))[1]).toEqual(['=HYPERLINK("http://example.invalid","点我")'])
    }
  })

  it('give a formula by its last value', async () => {
    const sheet = utils.aoa_to_sheet([['a', 'b']])
    sheet['A2'] = { t: 'n', v: 7, f: 'ROW()+5' }
    sheet['B2'] = { t: 's', v: '王芳', f: '"王"&"芳"' }
    sheet['!ref'] = 'A1:B2'
    const book = utils.book_new(sheet, 'a')
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    expect((await textsOf(bytes))[1]).toEqual(['7', '王芳'])
  })
})

describe('files that are refused', () => {
  it('name a zip bomb, declared or lying', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024, 0x20)
    const honest = zip([{ name: 'xl/workbook.xml', data: zeros }])
    const lying = zip([{ name: 'xl/workbook.xml', data: zeros, declared: 100 }])
    expect(await codeOf(honest)).toBe('sheets.zip_bomb')
    expect(await codeOf(lying)).toBe('sheets.zip_bomb')
    const many = Array.from({ length: 300 }, (_, at) => ({ name: `xl/${at}`, data: Buffer.of(1) }))
    expect(
      await codeOf(zip([{ name: 'xl/workbook.xml', data: Buffer.of(1) }, ...many]), {
        limits: { maxEntries: 100 },
      }),
    ).toBe('sheets.zip_bomb')
  })

  it('name a broken workbook', async () => {
    const [xlsx, xls] = await Promise.all([sample('xlsx'), sample('xls')])
    expect(await codeOf(xlsx.subarray(0, xlsx.length / 2))).toBe('sheets.broken')
    expect(await codeOf(xlsx.subarray(0, 30))).toBe('sheets.broken')
    expect(await codeOf(xls.subarray(0, 600))).toBe('sheets.broken')
    const damaged = Buffer.from(xlsx)
    damaged.fill(0x41, 2000, 9000)
    expect(await codeOf(damaged)).toBe('sheets.broken')
    const noXml = zip([{ name: 'xl/workbook.xml', data: Buffer.from('<oops') }])
    expect(await codeOf(noXml)).toBe('sheets.broken')
  })

  it('name what is no sheet', async () => {
    const html = csv('<html><body><table><tr><td>1</td></tr></table></body></html>')
    const word = zip([{ name: 'word/document.xml', data: Buffer.from('<a/>') }])
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    for (const bytes of [html, word, picture, csv('%PDF-1.7\n1 0 obj')]) {
      expect(await codeOf(bytes)).toBe('sheets.unknown_format')
    }
  })

  it('name an empty file', async () => {
    expect(await codeOf(new Uint8Array(0))).toBe('sheets.empty')
    expect(await codeOf(csv('\n\n , ,\n'))).toBe('sheets.empty')
    const blank = await writeWorkbook({ sheets: [{ name: 'a', rows: [] }] })
    expect(await codeOf(blank)).toBe('sheets.empty')
  })

  it('name a password', async () => {
    const ole = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      Buffer.from('EncryptedPackage', 'utf16le'),
      Buffer.alloc(512),
    ])
    expect(await codeOf(ole)).toBe('sheets.encrypted')
  })

  it('name what is too much', async () => {
    const rows = csv('a,b,c\n'.repeat(30))
    const xlsx = await sample('xlsx')
    expect(await codeOf(rows, { limits: { maxFileBytes: 100 } })).toBe('sheets.too_large')
    expect(await codeOf(rows, { limits: { maxRows: 20 } })).toBe('sheets.too_many_rows')
    expect(await codeOf(rows, { limits: { maxColumns: 2 } })).toBe('sheets.too_many_columns')
    expect(await codeOf(csv(`a,${'b'.repeat(40_000)}\n`))).toBe('sheets.cell_too_long')
    expect(await codeOf(csv(`a,"${'b'.repeat(400_000)}`))).toBe('sheets.cell_too_long')
    expect(await codeOf(xlsx, { limits: { maxRows: 20 } })).toBe('sheets.too_many_rows')
    expect(await codeOf(xlsx, { limits: { maxMilliseconds: 1 } })).toBe('sheets.too_slow')
  })

  it('never escape as anything but a named refusal', async () => {
    const heads = ['', '504b0304', 'd0cf11e0a1b11ae1', '0908100000060500', 'fffe', 'efbbbf']
    const codes = await Promise.all(
      heads.map((head) => codeOf(Buffer.concat([Buffer.from(head, 'hex'), randomBytes(4000)]))),
    )
    for (const code of codes) expect(code).toMatch(/^sheets\./)
  })

  it('leave the program running when the reader runs out of memory', async () => {
    const text = csv('甲,乙,丙,丁\n'.repeat(180_000))
    expect(await codeOf(text, { limits: { maxMemoryMib: 16 } })).toBe('sheets.too_large')
  })
})

/** A zip as an attacker would make it: `declared` is the size it claims to unpack to. */
function zip(files: { name: string; data: Buffer; declared?: number }[]): Uint8Array {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, data, declared = data.length } of files) {
    const packed = deflateRawSync(data)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(data), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(declared, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(crc32(data), 16)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(declared, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    centrals.push(central, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
