import { defineWords } from '#shared/words.ts'

/** The titles of the desk and its pages: all that the first page needs of these words. */
export const analysisTitles = defineWords({
  desk: ['决策分析', 'Decision desk'],
  traffic: ['集客量', 'Traffic'],
  rhythm: ['集客周期', 'Rhythm of traffic'],
  holidays: ['假日影响', 'Holidays'],
  people: ['顾问留档与成交', 'Consultants'],
  weekdays: ['留档率按星期', 'Filing by weekday'],
  media: ['媒体效果', 'Media effect'],
  lag: ['响应延迟', 'Response lag'],
  targets: ['集客目标', 'Traffic target'],
  staffing: ['接待能力与人员', 'Reception and staffing'],
  sources: ['来源成交', 'Sources'],
  losses: ['流失原因', 'Reasons of losses'],
  'cycle-filed': ['成交周期（按建档月）', 'Closing cycle by month filed'],
  'cycle-closed': ['成交周期（按成交月）', 'Closing cycle by month closed'],
  benchmarks: ['门店对标', 'Benchmarks'],
})
