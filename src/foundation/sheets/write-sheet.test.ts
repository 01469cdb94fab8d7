import { describe, expect, it } from 'vitest'
import type { Cell } from './cell.ts'
import { readSheet } from './read-sheet.ts'
import { writeCsv, writeXlsx } from './write-sheet.ts'

const risky = ['=1+1', '+86 138', '-5', '@SUM(A1)', "'quoted", '想要红色🚗,"等"\n下周']
const rows: Cell[][] = [risky, [1, -2.5, true, { serial: 46266 }, { serial: 0.4041666 }]]

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('a sheet we write', () => {
  const sheet = {
    name: '名单[9/10]',
    leadingRows: [['标题 2026年9月']],
    columns: ['甲', '乙', '丙', '丁', '戊', '己'].map((header) => ({ header })),
    rows,
  }

  it('reads back as xlsx with every value as it was', async () => {
    const back = await readSheet(await bytesOf(writeXlsx(sheet)), 'a.xlsx')
    expect(back.sheetName).toBe('名单 9 10')
    expect(back.rows.map((row) => row.cells)).toEqual([
      ['标题 2026年9月'],
      ['甲', '乙', '丙', '丁', '戊', '己'],
      risky,
      [1, -2.5, true, { serial: 46266 }, '09:42'],
    ])
  })

  it('is a CSV in UTF-8 with a mark, and runs nothing in a spreadsheet', async () => {
    const bytes = await bytesOf(writeCsv(sheet))
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text).toContain("'=1+1,'+86 138,'-5,'@SUM(A1)")
    const back = await readSheet(bytes, 'a.csv')
    expect(back.rows[2]?.cells).toEqual(risky)
    expect(back.rows[3]?.cells.slice(3)).toEqual(['2026-09-01', '09:42'])
  })

  it('is streamed: rows are asked for as they are written', async () => {
    let asked = 0
    async function* endless(): AsyncGenerator<Cell[]> {
      for (;;) {
        asked += 1
        yield [asked, '王芳']
      }
    }
    const reader = writeXlsx({ name: 'a', columns: [{ header: 'n' }], rows: endless() }).getReader()
    await reader.read()
    await reader.cancel()
    expect(asked).toBeLessThan(1_000_000)
  })

  it.each([
    ['xlsx', writeXlsx],
    ['CSV', writeCsv],
  ] as const)(
    '%s asks for no row before it is read, and breaks off where the rows do',
    async (_, write) => {
      let asked = 0
      async function* broken(): AsyncGenerator<Cell[]> {
        asked += 1
        yield [1]
        throw new Error('The database is gone')
      }
      const stream = write({ name: 'a', columns: [{ header: 'n' }], rows: broken() })
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(asked).toBe(0)
      await expect(bytesOf(stream)).rejects.toThrow('The database is gone')
      expect(asked).toBe(1)
    },
  )
})
