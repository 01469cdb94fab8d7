import { defineWords } from '#shared/words.ts'

/** The eight steps of the road to the sale (seed row 000-02), in their order. */
export const roadSteps = [
  'first_contact',
  'needs',
  'presentation',
  'test_drive',
  'quote',
  'delivery',
  'after_work',
  'keep_contact',
] as const
export type RoadStep = (typeof roadSteps)[number]

export const stepWords = defineWords({
  first_contact: ['首次接触', 'First contact'],
  needs: ['需求分析', 'Needs'],
  presentation: ['车辆介绍', 'Presentation'],
  test_drive: ['试乘试驾', 'Test drive'],
  quote: ['报价成交', 'Quote to close'],
  delivery: ['交车', 'Delivery'],
  after_work: ['售后跟踪', 'Follow-up'],
  keep_contact: ['潜客维系', 'Keep contact'],
})

/** What is done and said at a step, in both languages; the lines of its check list keep their key. */
export interface StepWords {
  todo: readonly [zh: string, en: string]
  say: readonly [zh: string, en: string]
  items: readonly { key: string; zh: string; en: string }[]
}
