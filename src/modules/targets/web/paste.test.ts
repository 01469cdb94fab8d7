import { expect, test } from 'vitest'
import { readPasted, splitPasted } from './read-pasted.ts'

const periods = ['2026', '2026-Q1', '2026-01', '2026-02', '2026-12']
const row = (subject: string, name: string) => ({
  subject,
  name,
  nameEn: name,
  done: {},
  cells: periods.map((period) => ({
    period,
    value: null,
    revision: 0,
    origin: null,
    setAt: null,
    setBy: null,
  })),
})
const given = (rows: ReturnType<typeof row>[]) => ({
  table: { year: 2026, rows },
  metric: 'deals' as const,
  scope: 'consultant' as const,
})
const read = (text: string, rows = [row('a', '安娜'), row('b', '本')]) =>
  readPasted(splitPasted(text), given(rows))
const valuesOf = (cells: { subject: string; period: string; value: number | null }[]) =>
  cells.map((cell) => [cell.subject, cell.period, cell.value])

test('[002-12] a sheet pasted gives a target per name and month; unknown names are told', () => {
  const { cells, unknown } = read('安娜\t12\t1,300\n本\t\t7\n谁\t3')
  expect(valuesOf(cells)).toEqual([
    ['a', '2026-01', 12],
    ['a', '2026-02', 1300],
    ['b', '2026-02', 7],
  ])
  expect(unknown).toEqual(['谁'])
})

test('[002-12] what is no whole number is told with whose and which month, and the rest is read', () => {
  const { cells, unreadable } = read('安娜\t12台\t3.5\n本\t１２\t-4')
  expect(valuesOf(cells)).toEqual([['b', '2026-01', 12]])
  expect(unreadable).toEqual([
    { name: '安娜', period: '2026-01', text: '12台' },
    { name: '安娜', period: '2026-02', text: '3.5' },
    { name: '本', period: '2026-02', text: '-4' },
  ])
})

test('[002-12] the exported sheet comes back: titles are skipped, quarters and the year are read', () => {
  const months = Array.from({ length: 12 }, (_, place) => `${place + 1} 月`).join('\t')
  const values = [5, ...Array.from({ length: 10 }, () => ''), 6].join('\t')
  const { cells, unknown } = read(`顾问\t${months}\t1 季度\n安娜\t${values}\t15\t\t\t\t60`)
  expect(unknown).toEqual([])
  expect(valuesOf(cells)).toEqual([
    ['a', '2026-01', 5],
    ['a', '2026-12', 6],
    ['a', '2026-Q1', 15],
    ['a', '2026', 60],
  ])
})

test('[002-12] of a name pasted twice the later line counts; a name of two people is told', () => {
  expect(valuesOf(read('安娜\t1\n安娜\t2').cells)).toEqual([['a', '2026-01', 2]])
  expect(read('安娜\t1', [row('a', '安娜'), row('c', '安娜')]).unknown).toEqual(['安娜'])
})
