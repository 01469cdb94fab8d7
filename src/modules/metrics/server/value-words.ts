import type { Phrase } from '#shared/words.ts'
import type { Breakdown } from '#shared/breakdowns.ts'

const years = (band: string): Phrase => [`${band} 岁`, band]
const days = (band: string): Phrase => [`${band} 天`, `${band} days`]

/** The values that are no rows of a dictionary, in the order in which they are shown. */
export const valueWords: Partial<Record<Breakdown, Record<string, Phrase>>> = {
  weekday: {
    '1': ['周一', 'Monday'],
    '2': ['周二', 'Tuesday'],
    '3': ['周三', 'Wednesday'],
    '4': ['周四', 'Thursday'],
    '5': ['周五', 'Friday'],
    '6': ['周六', 'Saturday'],
    '7': ['周日', 'Sunday'],
  },
  channel: { 'walk-in': ['来店', 'Walk-in'], 'call-in': ['来电', 'Call-in'] },
  level: { H: ['H', 'H'], A: ['A', 'A'], B: ['B', 'B'], C: ['C', 'C'] },
  age: Object.fromEntries(['0-7', '8-30', '31-90', '91+'].map((band) => [band, days(band)])),
  returning: { no: ['首次建档', 'First card'], yes: ['再次建档', 'Returning'] },
  customer_kind: { person: ['个人', 'Person'], company: ['单位', 'Company'] },
  sex: { male: ['男', 'Male'], female: ['女', 'Female'] },
  age_band: {
    '0-24': ['24 岁及以下', 'Up to 24'],
    ...Object.fromEntries(
      ['25-29', '30-34', '35-39', '40-44', '45-49', '50-59'].map((band) => [band, years(band)]),
    ),
    '60+': ['60 岁及以上', '60 and over'],
  },
  budget: {
    '0-10': ['10 万以下', 'Under 100,000'],
    '10-15': ['10–15 万', '100,000–150,000'],
    '15-20': ['15–20 万', '150,000–200,000'],
    '20-30': ['20–30 万', '200,000–300,000'],
    '30-50': ['30–50 万', '300,000–500,000'],
    '50+': ['50 万以上', '500,000 and over'],
  },
  payment: {
    cash: ['全款', 'Cash'],
    loan: ['贷款', 'Loan'],
    lease: ['租赁', 'Lease'],
    trade_in: ['置换', 'Trade-in'],
    other: ['其他', 'Other'],
  },
  grade: {
    A: ['A', 'A'],
    B: ['B', 'B'],
    C: ['C', 'C'],
    D: ['D', 'D'],
    unreached: ['未接通', 'Unreached'],
    invalid: ['无效', 'Invalid'],
  },
  origin: {
    web: ['网络', 'Web'],
    outdoor: ['外展', 'Outdoor'],
    referral: ['转介绍', 'Referral'],
    showroom: ['展厅', 'Showroom'],
    offline: ['线下', 'Offline'],
    head_office: ['总部派发', 'Head office'],
  },
  verified: { yes: ['已核实', 'Verified'], no: ['未核实', 'Not verified'] },
}
