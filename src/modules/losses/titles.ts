import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const lossTitles = defineWords({
  losses: ['战败核实', 'Losses'],
  lossAnalysis: ['战败分析', 'Loss analysis'],
  winBacks: ['战败挽回', 'Win back'],
})
