import { defineWords } from '#shared/words.ts'

/** The key dates of a car, on screen and in the tasks made of them. */
export const keyDateWords = defineWords({
  title: ['车辆关键日期', 'Key dates of the car'],
  insurance: ['保险到期', 'Insurance ends'],
  inspection: ['年检到期', 'Inspection due'],
  first_service: ['首保', 'First service'],
  care_call: ['两个月回访', 'Call at two months'],
  task_insurance: ['续保提醒：{car} 保险 {day} 到期', 'Insurance of {car} ends on {day}'],
  task_inspection: ['年检提醒：{car} {day} 前年检', 'Inspection of {car} due by {day}'],
  task_first_service: [
    '首保提醒：{car}，{day} 前后（或到里程）',
    'First service of {car}: about {day}, or by mileage',
  ],
  task_care_call: [
    '交车两个月回访：{car}，问用车感受、里程和首保',
    'Two months after delivery: {car}; ask how it is, the mileage, the first service',
  ],
  estimated: ['按交车日推算', 'Counted from the delivery.'],
  planned: ['已生成任务', 'Task made'],
  none: ['未登记', 'Not set'],
  change: ['修改{what}', 'Change: {what}'],
  day: ['日期', 'Day'],
  removeHint: ['留空即不再提醒', 'Leave it empty for no reminder'],
  save: ['保存', 'Save'],
  saved: ['已保存，到期前会提醒', 'Kept; you are reminded in time'],
})
