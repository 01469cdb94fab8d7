import type { Job, Module } from '#foundation/module.ts'
import { closeLeftOpenTimer } from './server/close-left-open.ts'
import { importOperation } from './server/import/import-register-file.ts'
import { dropImportFilesTimer, importJob, resumeImportsTimer } from './server/import/import.jobs.ts'
import { importRoutes } from './server/import/import.routes.ts'
import { rotationRoutes } from './server/rotation.routes.ts'
import { visitRoutes } from './server/visits.routes.ts'

export const showroomModule: Module = {
  name: 'showroom',
  routes: [...visitRoutes, ...rotationRoutes, ...importRoutes],
  jobs: [importJob as unknown as Job<never>],
  timers: [closeLeftOpenTimer, resumeImportsTimer, dropImportFilesTimer],
  operations: [importOperation],
}
