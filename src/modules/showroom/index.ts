export {
  type ImportedRegister,
  type ImportOptions,
  importRegisterFile,
} from './server/import/import-register-file.ts'
export { closureRow } from './server/closures.ts'
export { todayOf } from './server/rotation.ts'
export { markDaysDirty } from './server/visits.queries.ts'
