import { expect, test } from 'vitest'
import { joinAliases, splitAliases } from '#shared/alias-text.ts'

test('aliases are typed with any usual separator, each kept once', () => {
  expect(splitAliases(' 高7、Golf，GTI, ;高7\n小高 ')).toEqual(['高7', 'Golf', 'GTI', '小高'])
  expect(splitAliases('  ')).toEqual([])
  expect(splitAliases(joinAliases(['T Roc', '探歌']))).toEqual(['T Roc', '探歌'])
})
