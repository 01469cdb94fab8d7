import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const meetingTitles = defineWords({
  minutes: ['晨会纪要', 'Minutes'],
  run: ['开晨会', 'Run the meeting'],
  title: ['晨会', 'Morning meeting'],
})
