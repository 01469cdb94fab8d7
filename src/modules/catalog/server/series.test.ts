import { describe, expect, test } from 'vitest'
import { createWordMatcher } from '#modules/dictionaries/index.ts'
import { standardCatalog } from './standard-catalog.ts'

const series = standardCatalog.flatMap((brand) =>
  brand.series.map((one) => ({
    id: one.zh,
    name: one.zh,
    aliases: [one.en, ...one.aliases],
  })),
)
const meant = createWordMatcher(series)

describe('what a dealer means by a model', () => {
  test.each([
    ['捷达', '捷达'],
    ['Jetta', '捷达'],
    ['ＣＣ', 'CC'],
    ['cc', 'CC'],
    ['高7', '高尔夫'],
    ['Golf', '高尔夫'],
    ['Sagitar', '速腾'],
    ['速騰', '速腾'],
    ['速腾 1.4T', '速腾'],
    ['迈腾380TSI', '迈腾'],
    ['邁騰', '迈腾'],
    ['Magotan', '迈腾'],
    ['新宝来', '宝来'],
    ['Bora', '宝来'],
    ['一汽大众 速腾', '速腾'],
    ['大众全新一代迈腾', '迈腾'],
    ['秦', '秦PLUS'],
  ])('%s means %s', (text, name) => {
    expect(meant(text)).toBe(name)
  })

  test.each(['', '不知道', 'c', 'ccx', 'Accordx', '没定'])('“%s” means no series', (text) => {
    expect(meant(text)).toBeNull()
  })
})
