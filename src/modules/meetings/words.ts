import { defineWords } from '#shared/words.ts'

/** Words of the morning list, on the server and on the screen. */
export const meetingWords = defineWords({
  title: ['晨会', 'Morning meeting'],
  nobody: ['无人接待', 'Received by nobody'],
})
