import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pinyinKeys, pinyinOf } from '#foundation/pinyin.ts'

describe('the pinyin of names', () => {
  test.each([
    ['欧阳静轩', 'ouyangjingxuan', 'oyjx'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['曾志伟', 'zengzhiwei', 'zzw'],
    ['仇英', 'qiuying', 'qy'],
    ['解晓东', 'xiexiaodong', 'xxd'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['万俟卨', 'moqixie', 'mqx'],
    ['查良镛', 'zhaliangyong', 'zly'],
    ['区志强', 'ouzhiqiang', 'ozq'],
    ['朴树', 'piaoshu', 'ps'],
    ['任贤齐', 'renxianqi', 'rxq'],
    ['华佗', 'huatuo', 'ht'],
    ['翟天临', 'zhaitianlin', 'ztl'],
    ['种师道', 'chongshidao', 'csd'],
    ['吕布', 'lvbu', 'lb'],
    ['女娲', 'nvwa', 'nw'],
    ['毛明子', 'maomingzi', 'mmz'],
    ['张乐乐', 'zhanglele', 'zll'],
    ['长孙无忌', 'zhangsunwuji', 'zswj'],
  ])('%s is %s, %s', (name, full, initials) => {
    expect(pinyinOf(name)).toEqual({ full, initials })
  })

  test('a surname reading belongs to the first place only', () => {
    expect(pinyinOf('王单').full).toBe('wangdan')
    expect(pinyinOf('李解放').full).toBe('lijiefang')
  })

  test('width, case, spaces and other signs do not matter', () => {
    expect(pinyinOf(' 王　小明 ')).toEqual(pinyinOf('王小明'))
    expect(pinyinOf('阿依古丽·买买提')).toEqual(pinyinOf('阿依古丽买买提'))
    expect(pinyinOf('Ｔｏｍ 王')).toEqual({ full: 'tomwang', initials: 'tw' })
    expect(pinyinOf('🚗')).toEqual({ full: '', initials: '' })
    expect(pinyinOf('')).toEqual({ full: '', initials: '' })
  })

  test('a name is found from the second letter on, by initials and by its given name', () => {
    const keys = pinyinKeys('王小明')
    for (const typed of ['wa', 'wangx', 'wangxiaoming', 'wx', 'wxm', 'xiaoming']) {
      expect(keys).toContain(typed)
    }
    expect(keys).not.toContain('w')
    expect(pinyinKeys('')).toEqual([])
  })

  test('only letters and digits come out, whatever goes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 8 }), (text) => {
        const { full, initials } = pinyinOf(`李${text}`)
        return /^[a-z0-9]+$/.test(full) && full.startsWith('li') && initials.startsWith('l')
      }),
    )
  })
})
