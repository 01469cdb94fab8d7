import type { Module } from '#foundation/module.ts'
import { calendarRoutes } from './server/calendar.routes.ts'
import { optionRoutes } from './server/options.routes.ts'

export const dictionariesModule: Module = {
  name: 'dictionaries',
  routes: [...optionRoutes, ...calendarRoutes],
}
