import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const careTitles = defineWords({
  escalations: ['上报跟踪', 'Risen to the manager'],
  levelMoves: ['级别变动', 'Level moves'],
})
