import { expect, test } from 'vitest'
import { readTiles, type Tile, writeTiles } from './spec.ts'

const tile: Tile = {
  key: '01',
  metrics: ['traffic', 'filing_rate'],
  by: 'consultant',
  by2: undefined,
  period: 'last_month',
  stores: 'all',
  show: 'table',
  width: '4',
  name: '各顾问留档率',
}

test('tiles come back from a saved view as they were, in their order', () => {
  const crossed: Tile = { ...tile, key: '02', metrics: ['loss'], by2: 'series', name: '' }
  expect(readTiles(writeTiles([tile, crossed]))).toEqual([tile, crossed])
})

test('a tile fits into a line of a saved view', () => {
  const many = Array.from({ length: 10 }, () => 'traffic_close_rate')
  const [line] = Object.values(writeTiles([{ ...tile, metrics: many.slice(0, 6) }]))
  expect(line?.length).toBeLessThanOrEqual(300)
})

test('what is not a tile is left out, and unknown words take the usual ones', () => {
  expect(readTiles({ name: 'x', '01': 'metrics=traffic&show=pie&period=never' })).toEqual([
    {
      key: '01',
      metrics: ['traffic'],
      by: undefined,
      by2: undefined,
      period: 'this_month',
      stores: undefined,
      show: 'number',
      width: '1',
      name: '',
    },
  ])
})
