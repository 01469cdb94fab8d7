import { defineWords } from '#shared/words.ts'

/** The one line that stands on the screens of other modules too. */
export const dutyWords = defineWords({
  dutyLine: [
    '执行：{executors}　检核：{checkers}',
    'Done by: {executors} · Checked by: {checkers}',
  ],
})
