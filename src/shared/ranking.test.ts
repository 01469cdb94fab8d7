import { expect, test } from 'vitest'
import { rankBy } from './ranking.ts'

test('[002-13] ties share a place, the next place is skipped, too few records are not ranked', () => {
  const people = [
    { name: '王', value: 3 },
    { name: '李', value: 5.5 },
    { name: '张', value: 5.5 },
    { name: '赵', value: null },
    { name: '周', value: 0 },
  ]
  expect(rankBy(people, (one) => one.value).map(({ place, item }) => [item.name, place])).toEqual([
    ['李', 1],
    ['张', 1],
    ['王', 3],
    ['周', 4],
    ['赵', null],
  ])
})
