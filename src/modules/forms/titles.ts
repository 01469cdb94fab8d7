import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const formTitles = defineWords({
  customerCard: ['客户信息卡', 'Customer card'],
  forms: ['打印表单', 'Paper forms'],
})
