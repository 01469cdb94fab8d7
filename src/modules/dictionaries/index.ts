export {
  closedDays,
  isClosedOn,
  listCalendarMarks,
  seedCalendar,
  seedClosedDays,
} from './server/calendar.ts'
export { listOptions, matchOption, seedDictionaries } from './server/options.ts'
export { cleanAliases } from './server/option-words.ts'
export { givePromiseCount, type PromiseCount } from './server/promise-count.ts'
export { foldWord } from './server/simplify.ts'
export { standardOptions } from './server/standard-options.ts'
