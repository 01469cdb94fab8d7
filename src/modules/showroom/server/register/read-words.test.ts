import { describe, expect, it } from 'vitest'
import { createWordMatcher } from '#modules/dictionaries/index.ts'
import {
  readChannel,
  readIsRepeat,
  readLevel,
  readMark,
  readPartySize,
  readSex,
} from '#modules/imports/index.ts'
import { sampleDictionary } from './testing.ts'

describe('the small words of a register', () => {
  it.each<[string, ReturnType<typeof readChannel>]>([
    ['来店', 'walk-in'],
    ['到店', 'walk-in'],
    ['展厅', 'walk-in'],
    ['Walk-in', 'walk-in'],
    ['来电', 'call-in'],
    ['电话', 'call-in'],
    ['Call in', 'call-in'],
    ['?', null],
  ])('channel %s is %s', (text, channel) => expect(readChannel(text)).toBe(channel))

  it.each<[string, ReturnType<typeof readSex>]>([
    ['先生', 'male'],
    ['男', 'male'],
    ['女士', 'female'],
    ['小姐', 'female'],
    ['F', 'female'],
    ['Mr.', 'male'],
    ['王', null],
  ])('sex %s is %s', (text, sex) => expect(readSex(text)).toBe(sex))

  it.each<[string, ReturnType<typeof readLevel>]>([
    ['Ａ', 'A'],
    [' B ', 'B'],
    ['C级', 'C'],
    ['h', 'H'],
    ['Level A', 'A'],
    ['H类', 'H'],
    ['D', null],
    ['AB', null],
  ])('level %j is %s', (text, level) => expect(readLevel(text)).toBe(level))

  it.each<[string, boolean | null]>([
    ['√', true],
    ['是', true],
    ['Ｙ', true],
    ['TRUE', true],
    ['已留档', true],
    ['×', false],
    ['否', false],
    ['N', false],
    ['x', false],
    ['未留档', false],
    ['-', false],
    ['张三', null],
  ])('mark %s is %s', (text, mark) => expect(readMark(text)).toBe(mark))

  it.each<[string, boolean | null]>([
    ['首次', false],
    ['再次', true],
    ['二次', true],
    ['1', false],
    ['第3次', true],
    ['新客户', false],
    ['老客户', true],
    ['Repeat', true],
    ['张三', null],
  ])('first or repeat: %s', (text, repeat) => expect(readIsRepeat(text)).toBe(repeat))

  it.each<[string, number | null]>([
    ['3', 3],
    ['３人', 3],
    ['三人', 3],
    ['2大1小', 3],
    ['3.0', 3],
    ['0', null],
    ['300', null],
    ['多人', null],
  ])('party size %s is %s', (text, size) => expect(readPartySize(text)).toBe(size))
})

describe('models and sources', () => {
  const series = createWordMatcher(sampleDictionary.series)
  it.each([
    ['迈腾', '迈腾'],
    ['迈腾380TSI', '迈腾'],
    ['速腾 1.4T', '速腾'],
    ['速騰', '速腾'],
    ['Sagitar', '速腾'],
    [' ＣＣ ', 'CC'],
    ['cc 2.0T', 'CC'],
    ['高7', '高尔夫'],
    ['GOLF', '高尔夫'],
    ['新宝来', '宝来'],
    ['全新一代迈腾', '迈腾'],
    ['大众速腾1.4T', '速腾'],
    ['Accord', null],
    ['CCD', null],
    ['红旗H5', null],
    ['', null],
  ])('%s means %s', (text, name) => expect(series(text)).toBe(name))

  it('two models in one cell: the one that is named first', () => {
    expect(series('速腾/迈腾')).toBe('速腾')
    expect(series('看看速腾或迈腾')).toBeNull()
  })
})
