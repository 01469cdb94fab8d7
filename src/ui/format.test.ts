import { describe, expect, test } from 'vitest'
import {
  dayOf,
  exactDate,
  sayCount,
  sayDay,
  sayInstant,
  sayMinutes,
  sayPeriod,
  sayRate,
  sayYuan,
} from '#ui/format.ts'

const shanghai = 'Asia/Shanghai'
const now = new Date('2026-09-02T07:30:00Z')

describe('dates as people say them', () => {
  test('a day near today has a name, the coming six days their weekday', () => {
    expect(sayDay('2026-09-02', '2026-09-02', 'zh')).toBe('今天')
    expect(sayDay('2026-09-03', '2026-09-02', 'en')).toBe('Tomorrow')
    expect(sayDay('2026-09-01', '2026-09-02', 'zh')).toBe('昨天')
    expect(sayDay('2026-09-05', '2026-09-02', 'zh')).toBe('周六')
    expect(sayDay('2026-09-05', '2026-09-02', 'en')).toBe('Sat')
  })

  test('other days are said by date, other years with the year', () => {
    expect(sayDay('2026-09-30', '2026-09-02', 'zh')).toBe('9月30日')
    expect(sayDay('2026-08-28', '2026-09-02', 'en')).toBe('28 Aug')
    expect(sayDay('2025-12-31', '2026-09-02', 'zh')).toBe('2025年12月31日')
  })

  test('an instant has its time in the store’s zone, also across midnight', () => {
    expect(sayInstant(now, now, 'zh', shanghai)).toBe('今天 15:30')
    expect(sayInstant(new Date('2026-09-01T16:30:00Z'), now, 'en', shanghai)).toBe('Today 00:30')
    expect(dayOf(new Date('2026-09-01T16:30:00Z'), shanghai)).toBe('2026-09-02')
  })

  test('a period says its year once', () => {
    expect(sayPeriod('2026-11-01', '2026-11-30', 'zh')).toBe('2026年11月1日 – 11月30日')
    expect(sayPeriod('2026-09-01', '2026-11-30', 'en')).toBe('1 Sept – 30 Nov 2026')
    expect(sayPeriod('2025-12-31', '2026-01-01', 'zh')).toBe('2025年12月31日 – 2026年1月1日')
    expect(sayPeriod('2026-11-22', '2026-11-22', 'en')).toBe('22 Nov 2026')
  })

  test('the hover shows the exact date', () => {
    expect(exactDate('2026-09-03', 'zh')).toBe('2026年9月3日星期四')
    expect(exactDate(now, 'en', shanghai)).toBe('Wednesday 2 September 2026 15:30')
  })
})

describe('numbers', () => {
  test('a rate shows its n, and too small an n says so', () => {
    expect(sayRate(17, 40, 'zh')).toBe('42.5%（n=40）')
    expect(sayRate(1, 3, 'en', 5)).toBe('Too few (n=3)')
    expect(sayRate(0, 0, 'zh')).toBe('样本太少（n=0）')
  })

  test('minutes beyond an hour are said in hours', () => {
    expect(sayMinutes(35.9, 'zh')).toBe('35 分钟')
    expect(sayMinutes(125, 'en')).toBe('2 h 5 min')
  })

  test('counts are exact up to 10,000', () => {
    expect(sayCount(1, 'en')).toBe('1 record')
    expect(sayCount(9_999, 'zh')).toBe('共 9,999 条')
    expect(sayCount(10_001, 'zh')).toBe('共 10,000+ 条')
  })

  test('money is kept in fen and shown in yuan', () => {
    expect(sayYuan(12_980_000, 'zh')).toBe('129,800')
    expect(sayYuan(12_345, 'zh')).toBe('123.45')
  })
})
