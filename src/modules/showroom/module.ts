import type { Module } from '#foundation/module.ts'
import { importOperation, offerImportKind } from '#modules/imports/index.ts'
import { closeLeftOpenTimer } from './server/close-left-open.ts'
import { registerKind } from './server/import/register-kind.ts'
import { rotationRoutes } from './server/rotation.routes.ts'
import { visitRoutes } from './server/visits.routes.ts'
import { serveWaitingTimer } from './server/waiting.ts'

offerImportKind(registerKind)

export const showroomModule: Module = {
  name: 'showroom',
  routes: [...visitRoutes, ...rotationRoutes],
  timers: [closeLeftOpenTimer, serveWaitingTimer],
  operations: [importOperation(registerKind)],
}
