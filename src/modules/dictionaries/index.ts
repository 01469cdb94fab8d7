export {
  areaLabel,
  areasWithin,
  cityOf,
  findCity,
  isArea,
  readArea,
  recogniseArea,
} from './server/areas.ts'
export {
  closedDays,
  listCalendarMarks,
  seedCalendar,
  seedClosedDays,
} from './server/calendar.ts'
export { createWordMatcher, type DictionaryWord, type WordMatcher } from './server/match-word.ts'
export { addMissingKinds } from './server/missing-kinds.ts'
export { listOptions, seedDictionaries } from './server/options.ts'
export { cleanAliases } from './server/option-words.ts'
export { givePromiseCount, type PromiseCount } from './server/promise-count.ts'
export { foldWord } from './server/simplify.ts'
