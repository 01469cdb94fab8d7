import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const appointmentTitles = defineWords({
  appointments: ['预约', 'Appointments'],
})
