import { expect, test } from 'vitest'
import { readItemTexts } from './item-texts.ts'
import { readAmount, unitOf } from './read-amounts.ts'

test('[001-45] the words over a column or sheet say whether it is 元 or 万元', () => {
  expect(unitOf('厂商指导价（万元）')).toBe('wan')
  expect(unitOf('2026年9月价格表 单位：万元')).toBe('wan')
  expect(unitOf('指导价（元）')).toBe('yuan')
  expect(unitOf('List price (¥)')).toBe('yuan')
  expect(unitOf('指导价')).toBeUndefined()
})

test('[001-45] a car’s price is told from its size where nothing says the unit', () => {
  expect(readAmount('12.98', { isCar: true })).toEqual({ fen: 12_980_000, unit: 'wan' })
  expect(readAmount('129,800', { isCar: true })).toEqual({ fen: 12_980_000, unit: 'yuan' })
  expect(readAmount('12.98万')).toEqual({ fen: 12_980_000, unit: 'wan' })
  expect(readAmount('１２９８００元', { unit: 'wan' })).toEqual({ fen: 12_980_000, unit: 'yuan' })
  expect(readAmount('0.5', { beside: 'wan' })).toEqual({ fen: 500_000, unit: 'wan' })
  expect(readAmount('5000', { beside: 'wan' })).toEqual({ fen: 500_000, unit: 'yuan' })
  for (const text of ['面议', '12-13', '-5000', '', '1e5', '12.9.8'])
    expect(readAmount(text)).toBeUndefined()
})

test('[001-45] a cell that lists colours or options gives each with its price', () => {
  expect(readItemTexts('极地白、幻影黑(+2000)，星云灰', {})).toEqual([
    { name: '极地白', fen: null },
    { name: '幻影黑', fen: 200_000 },
    { name: '星云灰', fen: null },
  ])
  expect(readItemTexts('全景天窗+0.8万；真皮座椅 + 1,500元', {})).toEqual([
    { name: '全景天窗', fen: 800_000 },
    { name: '真皮座椅', fen: 150_000 },
  ])
  expect(readItemTexts('天窗+8..0', {})).toBeUndefined()
})
