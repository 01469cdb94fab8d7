import { defineWords } from '#shared/words.ts'
import { reportTitles } from './report-titles.ts'

/** The words of the traffic report. */
export const reportWords = defineWords({
  ...reportTitles,
  consultant: ['销售顾问', 'Consultant'],
  day: ['日期', 'Day'],
  traffic: ['集客量', 'Traffic'],
  unfiled: ['未留档', 'Unfiled'],
  filed: ['新建档', 'Filed'],
  filingRate: ['留档率', 'Filing rate'],
  subtotal: ['小计', 'Subtotal'],
  total: ['合计', 'Total'],
  byDay: ['按日合计', 'By day'],
  showDays: ['展开每天', 'Show each day'],
  print: ['打印', 'Print'],
  toExcel: ['导出 Excel', 'Export to Excel'],
  exported: ['已导出', 'Exported'],
  empty: ['这段时间没有集客', 'No traffic in this period'],
  emptyHint: ['来店来电登记结束后出现在这里', 'Visits appear here once they are closed'],
  tooLong: ['报表最长 {n} 天，请缩短时间段', 'The report spans {n} days at most; choose fewer'],
  hint: [
    '集客量 = 未留档 + 新建档；点数字看来店记录',
    'Traffic = unfiled + filed; a number opens its visits',
  ],
})
