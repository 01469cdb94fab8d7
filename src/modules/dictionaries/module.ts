import type { Job, Module } from '#foundation/module.ts'
import { calendarRoutes } from './server/calendar.routes.ts'
import { optionRoutes } from './server/options.routes.ts'
import { extendCalendar, startGroupWords, startStoreCalendar } from './server/start-words.ts'

export const dictionariesModule: Module = {
  name: 'dictionaries',
  routes: [...optionRoutes, ...calendarRoutes],
  listeners: [startGroupWords],
  jobs: [startStoreCalendar as unknown as Job<never>],
  timers: [extendCalendar],
}
