import type { Module } from '#foundation/module.ts'
import { closeLeftOpenTimer } from './server/close-left-open.ts'
import { rotationRoutes } from './server/rotation.routes.ts'
import { visitRoutes } from './server/visits.routes.ts'

export const showroomModule: Module = {
  name: 'showroom',
  routes: [...visitRoutes, ...rotationRoutes],
  timers: [closeLeftOpenTimer],
}
