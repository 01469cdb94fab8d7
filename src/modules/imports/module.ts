import type { Job, Module } from '#foundation/module.ts'
import { dropExportsTimer, exportJob } from './server/export-store.ts'
import { dropImportFilesTimer, importJob, resumeImportsTimer } from './server/import.jobs.ts'
import { importRoutes } from './server/import.routes.ts'

export const importsModule: Module = {
  name: 'imports',
  routes: importRoutes,
  jobs: [importJob as unknown as Job<never>, exportJob as unknown as Job<never>],
  timers: [resumeImportsTimer, dropImportFilesTimer, dropExportsTimer],
}
