import { expect, test } from 'vitest'
import { readPasted } from './PasteSheet.tsx'

const row = (subject: string, name: string) => ({
  subject,
  name,
  nameEn: name,
  done: {},
  cells: ['2026', '2026-01', '2026-02'].map((period) => ({
    period,
    value: null,
    revision: 0,
    origin: null,
    setAt: null,
    setBy: null,
  })),
})

test('[002-12] a sheet pasted gives a target per name and month; unknown names are told', () => {
  const table = { year: 2026, rows: [row('a', '安娜'), row('b', '本')] }
  const { cells, unknown } = readPasted('安娜\t12\t1,300\n本\t\t7\n谁\t3', {
    table,
    metric: 'deals',
    scope: 'consultant',
  })
  expect(cells.map((cell) => [cell.subject, cell.period, cell.value])).toEqual([
    ['a', '2026-01', 12],
    ['a', '2026-02', 1300],
    ['b', '2026-02', 7],
  ])
  expect(unknown).toEqual(['谁'])
})
