import { describe, expect, test } from 'vitest'
import { channelFamilies, type OptionKind, optionKinds } from '../contract.ts'
import { createWordMatcher } from './match-word.ts'
import { foldWord } from './simplify.ts'
import { standardOptions } from './standard-options.ts'

const sources = standardOptions.source.map((option) => ({
  id: option.zh,
  name: option.zh,
  aliases: [option.en, ...(option.aliases ?? [])],
  family: option.family,
}))
const meant = createWordMatcher(sources)

describe('the standard options', () => {
  test.each(Object.keys(optionKinds) as OptionKind[])('no word stands twice in %s', (kind) => {
    const words = standardOptions[kind].flatMap((option) => [
      ...new Set([option.zh, option.en, ...(option.aliases ?? [])].map(foldWord)),
    ])
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
    const codes = standardOptions[kind].map((option) => option.code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('[003-04] every channel a dealer counts is in the dictionary', () => {
    for (const word of [
      '车展',
      '厂家活动',
      '车主课堂',
      '转介绍',
      '全员营销',
      '异业联盟',
      'QQ',
      '微信',
      '微博',
      '驾校',
      '车主活动',
      '电视',
      '电台',
      '电梯广告',
      '大客户拜访',
      '墙体广告',
      'DM单页',
      '论坛',
      '店头',
      '报纸',
      '短信',
      '户外广告',
      '朋友介绍',
      '网络',
      '老客户转介绍',
      '路过',
    ])
      expect(meant(word), word).not.toBeNull()
  })

  test('[003-05] every source belongs to one of the four families', () => {
    expect(new Set(sources.map((s) => s.family))).toEqual(new Set(Object.keys(channelFamilies)))
  })
})

describe('what a dealer means by a source', () => {
  test.each([
    ['報紙', '报纸'],
    ['戶外廣告', '户外广告'],
    [' ｑｑ ', 'QQ'],
    ['老客户', '老客户转介绍'],
    ['抖音', '短视频'],
    ['Newspaper', '报纸'],
  ])('%s means %s', (text, label) => {
    expect(meant(text)).toBe(label)
  })

  test('an unknown or empty word means none', () => {
    expect(meant('天上掉下来')).toBeNull()
    expect(meant('  ')).toBeNull()
  })
})
