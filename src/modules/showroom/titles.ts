import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const showroomTitles = defineWords({
  floor: ['接待台', 'Reception'],
  makeCard: ['建卡', 'Make card'],
  planning: ['排班与技能', 'Leave and skills'],
  register: ['来店登记', 'Visit register'],
  unfiledTotals: ['当日未留档', 'Unfiled of the day'],
  visit: ['来店', 'Visit'],
})
