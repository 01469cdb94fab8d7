import { describe, expect, test } from 'vitest'
import {
  areaChoices,
  areaLabel,
  areasWithin,
  findCity,
  isArea,
  readArea,
  recogniseArea,
} from './areas.ts'

const changchun = findCity('长春') as string
const beijing = findCity('北京市') as string

describe('areas of the national division', () => {
  test.each([
    ['吉林省长春市朝阳区红旗街 88 号', undefined, '220104'],
    ['朝阳区红旗街 88 号', '220100', '220104'],
    ['朝阳区建国路 1 号', '110100', '110105'],
    ['长春朝阳区红旗街', '110100', '220104'],
    ['北京朝阳区建国路', '220100', '110105'],
    ['苏州工业园区星湖街', undefined, '320590'],
    ['昆山市前进路', undefined, '320583'],
    ['农安县农安镇', '220100', '220122'],
    ['长春市人民大街 1 号', undefined, '220100'],
    ['浦东新区张江路', '310100', '310115'],
    ['上海市浦东新区张江路', '220100', '310115'],
    ['长沙市区五一路', undefined, '430100'],
    ['虎丘区科技城', '220100', '320505'],
  ])('[004-03] %s is recognised', (text, near, code) => {
    expect(recogniseArea(text, near)).toBe(code)
  })

  test.each(['朝阳区建国路 1 号', '吉林大路 12 号', '高新区软件园', '东单大华路', '', '城区中心'])(
    '[004-03] %s alone names no place, and nothing is guessed',
    (text) => expect(recogniseArea(text)).toBeUndefined(),
  )

  test('[004-03] a column of a list may say the bare name of a district near the store', () => {
    expect(readArea('朝阳', changchun)).toBe('220104')
    expect(readArea('朝阳', beijing)).toBe('110105')
    expect(readArea('浦东', '310100')).toBe('310115')
    expect(readArea('长春')).toBe('220100')
    expect(readArea('220104')).toBe('220104')
    expect(readArea('月球', changchun)).toBeUndefined()
  })

  test('[004-03] an area is a city or a district, never a whole province', () => {
    expect([isArea('220104'), isArea('220100'), isArea('220000'), isArea('999999')]).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(areaLabel('220104', 'zh')).toBe('长春市朝阳区')
    expect(areaLabel('220104', 'en')).toBe('Chaoyang District, Changchun')
    expect(areaLabel('310115', 'en')).toBe('Pudong New Area, Shanghai')
    expect(areaLabel('419001', 'zh')).toBe('河南省济源市')
    expect(areasWithin(changchun)).toContain('220104')
  })

  test('[004-03] one chooses province, city, district; a city that is a province is chosen at once', () => {
    const shanghai = areaChoices('310000', 'zh')
    expect(shanghai).toMatchObject({ province: '310000', city: '310100', district: null })
    expect(shanghai.districts.length).toBeGreaterThan(10)
    const jilin = areaChoices('220000', 'zh')
    expect(jilin).toMatchObject({ province: '220000', city: null, districts: [] })
    expect(areaChoices('220104', 'en')).toMatchObject({ city: '220100', district: '220104' })
    expect(areaChoices(undefined, 'zh').cities).toEqual([])
  })
})
