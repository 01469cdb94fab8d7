// Builders for tests of register import: the sample register, and other registers made of it.
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Cell, cellText, type SheetRow } from '#foundation/sheets/cell.ts'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { writeCsv, writeXlsx } from '#foundation/sheets/write-sheet.ts'
import {
  type ClassifiedRegister,
  type ClassifyOptions,
  classifyRegister,
} from './classify-register.ts'
import { type ColumnMapping, type MappingChoices, mapColumns } from './column-mapping.ts'
import type { RegisterDictionary } from './register-dictionary.ts'

const DATA = new URL('../../../../../test/data/', import.meta.url)

export interface TruthRow {
  no: number
  date: string
  channel: 'walk-in' | 'call-in'
  filed: boolean
  repeat: boolean
  phone: string | null
  name: string | null
  series: string
  level: string | null
  consultant: string
  flaw: 'phone' | 'time' | null
  unknownConsultant: boolean
  inMinutes: number
  duplicateOf?: number
}

const word = (name: string, ...aliases: string[]) => ({ id: name, name, aliases })

export const sampleDictionary: RegisterDictionary = {
  series: [
    word('捷达', 'Jetta'),
    word('宝来', 'Bora', '新宝来'),
    word('速腾', 'Sagitar', '速騰'),
    word('迈腾', 'Magotan'),
    word('CC'),
    word('高尔夫', 'Golf', '高7'),
  ],
  sources: [
    '车展',
    '网络',
    '老客户转介绍',
    '报纸',
    '朋友介绍',
    '户外广告',
    '电台',
    '短信',
    '路过',
  ].map((name) => word(name)),
  consultants: ['刘洋', '陈静', '赵磊', '孙丽', '周强', '何敏'].map((name) => ({ id: name, name })),
}

export const sampleFiles = [
  'register-2026-09.xlsx',
  'register-2026-09.xls',
  'register-2026-09.gbk.csv',
] as const

export function samplePath(file: string): string {
  return new URL(file, DATA).pathname
}

export async function readTruth(): Promise<TruthRow[]> {
  const text = await readFile(new URL('register-2026-09.truth-rows.json', DATA), 'utf8')
  return JSON.parse(text) as TruthRow[]
}

export async function readSampleRows(): Promise<SheetRow[]> {
  return (await readSheet(samplePath(sampleFiles[0]), sampleFiles[0])).rows
}

export function testHash(text: string): string {
  return createHmac('sha256', 'a key of the test').update(text).digest('base64url')
}

/** Maps and classifies rows as an import does. */
export async function importRows(
  rows: SheetRow[],
  choices: MappingChoices = {},
  more: Partial<ClassifyOptions> = {},
): Promise<ClassifiedRegister & { mapping: ColumnMapping }> {
  const mapping = mapColumns(rows, choices, sampleDictionary)
  const options = { rows, mapping, dictionary: sampleDictionary, hash: testHash, ...more }
  return { mapping, ...(await classifyRegister(options)) }
}

/** Writes rows (blank lines included) to a file and reads that file. */
export async function throughFile(rows: SheetRow[], format: 'xlsx' | 'csv'): Promise<SheetRow[]> {
  const lines: Cell[][] = []
  for (const { row, cells } of rows) {
    while (lines.length < row - 1) lines.push([])
    lines.push(format === 'csv' ? cells.map(cellText) : cells)
  }
  const [first = [], ...rest] = lines
  const columns = first.map((cell) => ({ header: cellText(cell) }))
  const write = format === 'csv' ? writeCsv : writeXlsx
  return (await readSheet(await bytesOf(write({ name: '9月', columns, rows: rest })), 'f')).rows
}

export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The same rows with their columns in another order and other headers (by original place). */
export function rearrange(
  rows: SheetRow[],
  order: number[],
  headers: Record<number, string> = {},
  headerRow = 3,
): SheetRow[] {
  return rows.map(({ row, cells }) => {
    // A title stands where it stands, whatever happens to the columns below.
    if (row < headerRow) return { row, cells }
    const named = row === headerRow ? cells.map((cell, at) => headers[at] ?? cell) : cells
    return { row, cells: order.map((at) => named[at] ?? null) }
  })
}

/** A small register for tests: its header and one line. */
export const HEADER = [
  '序号',
  '日期',
  '进店时间',
  '离店时间',
  '姓名',
  '电话',
  '车型',
  '顾问',
  '留档',
]
export const LINE = [1, '9月1日', '9:42', '10:30', '王芳', '13812345678', '迈腾', '刘洋', '√']

export function sheet(...lines: Cell[][]): SheetRow[] {
  return lines.map((cells, index) => ({ row: index + 1, cells })).filter((row) => row.cells.length)
}

export function line(changes: Record<number, Cell>): Cell[] {
  return LINE.map((cell, index) => (index in changes ? (changes[index] ?? null) : cell))
}

export const title = ['来店登记表 2026年9月']
