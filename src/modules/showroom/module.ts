import type { Module } from '#foundation/module.ts'
import { importOperation, offerImportKind } from '#modules/imports/index.ts'
import { closeLeftOpenTimer } from './server/close-left-open.ts'
import { registerKind } from './server/import/register-kind.ts'
import { rotationRoutes } from './server/rotation.routes.ts'
import { visitTable } from './server/visit-table.ts'
import { visitRoutes } from './server/visits.routes.ts'
import { visitsList } from './server/visits.source.ts'
import { serveWaitingTimer } from './server/waiting.ts'

offerImportKind(registerKind)

export const showroomModule: Module = {
  name: 'showroom',
  routes: [...visitRoutes, ...rotationRoutes],
  lists: [visitsList],
  customerTables: [visitTable],
  timers: [closeLeftOpenTimer, serveWaitingTimer],
  operations: [importOperation(registerKind)],
}
