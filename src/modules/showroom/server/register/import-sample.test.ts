import { describe, expect, it } from 'vitest'
import { readSheet } from '#foundation/sheets/read-sheet.ts'
import { normalisePhone } from '#shared/phone.ts'
import { mapColumns } from './column-mapping.ts'
import { countsOf } from './register-counts.ts'
import { fieldWords, registerFields } from './register-fields.ts'
import {
  importRows,
  readSampleRows,
  readTruth,
  rearrange,
  sampleFiles,
  samplePath,
  throughFile,
} from './testing.ts'

const truth = await readTruth()
const sampleRows = await readSampleRows()
const places = Array.from({ length: 16 }, (_, index) => index)

async function importSample(file: string) {
  return importRows((await readSheet(samplePath(file), file)).rows)
}

describe.each(sampleFiles)('the sample register %s', (file) => {
  it('is read line by line as its truth says', async () => {
    const { lines } = await importSample(file)
    expect(lines.length).toBe(truth.length)
    for (const [index, line] of lines.entries()) {
      const row = truth[index]
      expect(line.values).toMatchObject({
        number: String(row?.no),
        day: row?.date,
        channel: row?.channel,
        timeIn: row?.inMinutes,
        isFiled: row?.filed,
        name: row?.name,
        seriesId: row?.series,
        level: row?.level,
        consultantText: row?.consultant,
        phone: row?.phone ? normalisePhone(row.phone)?.canonical : null,
      })
      expect(line.identity).toBe(`2026-09:${row?.no}`)
    }
  })

  it('gives 439 taken, 7 typed twice and 17 refused, each with its reason', async () => {
    const { lines, totals, unknown } = await importSample(file)
    expect(totals).toEqual({ lines: 463, taken: 439, typedTwice: 7, refused: 17, ignored: 5 })
    for (const [index, line] of lines.entries()) {
      const row = truth[index]
      const code = { phone: 'phone_not_a_number', time: 'left_before_arriving', none: null }
      const expected = row?.unknownConsultant ? 'unknown_consultant' : code[row?.flaw ?? 'none']
      if (row?.duplicateOf !== undefined) expect(line.outcome).toBe('typed_twice')
      else expect(line.reasons.map((reason) => reason.code)).toEqual(expected ? [expected] : [])
    }
    expect(unknown.consultants.map((word) => word.text)).toEqual(['刘扬'])
    expect(unknown.series).toEqual([])
    expect(unknown.sources).toEqual([])
  })

  it('[000-18] counts the first filed line of a phone as new and later ones as repeats', async () => {
    const { lines } = await importSample(file)
    const seen = new Set<string>()
    const expected = { unfiled: 0, newlyFiled: 0, repeat: 0 }
    for (const row of truth) {
      if (row.duplicateOf !== undefined || row.flaw !== null || row.unknownConsultant) continue
      if (row.phone === null) expected.unfiled += 1
      else if (seen.has(row.phone)) expected.repeat += 1
      else expected.newlyFiled += 1
      if (row.phone !== null) seen.add(row.phone)
    }
    const counts = countsOf(lines, new Set())
    expect(counts).toMatchObject(expected)
    expect(counts.traffic).toBe(counts.unfiled + counts.newlyFiled)
  })
})

describe('the same register in other shapes', () => {
  it('says the same line by line in all three formats', async () => {
    const [xlsx, xls, csv] = await Promise.all(sampleFiles.map(importSample))
    expect(xls?.lines).toEqual(xlsx?.lines)
    expect(csv?.lines).toEqual(
      xlsx?.lines.map((line) => ({
        ...line,
        reasons: line.reasons.map((reason) => ({ ...reason, value: expect.any(String) })),
      })),
    )
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'says the same with shuffled columns and other headers (seed %i)',
    async (seed) => {
      const random = mulberry(seed)
      const order = shuffled(places, random)
      const headers = Object.fromEntries(
        places.map((place) => {
          const words = fieldWords[registerFields[place] ?? 'note'].exact
          return [place, words[Math.floor(random() * words.length)] ?? '']
        }),
      )
      const rows = await throughFile(
        rearrange(sampleRows, order, headers),
        seed % 2 === 0 ? 'csv' : 'xlsx',
      )
      const plain = await importRows(sampleRows)
      const { lines, totals } = await importRows(rows)
      expect(totals).toEqual(plain.totals)
      expect(lines.map((line) => [line.row, line.outcome, line.identity, line.values])).toEqual(
        plain.lines.map((line) => [line.row, line.outcome, line.identity, line.values]),
      )
    },
  )

  it('knows every common word for every column, each alone', () => {
    const wrong = places.flatMap((place) => {
      const field = registerFields[place] ?? 'note'
      return fieldWords[field].exact.filter((header) => {
        const rows = rearrange(sampleRows.slice(0, 40), places, { [place]: header })
        return mapped(rows) !== registerFields.slice(0, 16).join()
      })
    })
    expect(wrong).toEqual([])
  })

  it('maps an unknown consultant to a person where the user says whom', async () => {
    const choices = { unknownConsultants: { 刘扬: '刘洋' } }
    const { totals, lines } = await importRows(sampleRows, {}, { choices })
    expect(totals).toMatchObject({ taken: 448, typedTwice: 7, refused: 8 })
    expect(lines.filter((line) => line.values.consultantId === null)).toEqual([])
  })

  it('counts a phone the store knows already as a repeat', async () => {
    const { lines } = await importRows(sampleRows)
    const known = new Set(['+8615047646971'])
    const before = countsOf(lines, new Set())
    const after = countsOf(lines, known)
    expect(after.newlyFiled).toBe(before.newlyFiled - 1)
    expect(after.repeat).toBe(before.repeat + 1)
  })
})

function mapped(rows: Parameters<typeof mapColumns>[0]): string {
  return mapColumns(rows)
    .columns.map((column) => column.field)
    .join()
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

function mulberry(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
