export { closureRow } from './server/closures.ts'
export { todayOf } from './server/rotation.ts'
export { markDaysDirty } from './server/visits.queries.ts'
