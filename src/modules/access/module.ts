import type { Module } from '#foundation/module.ts'
import { forgetOldLogIns } from './server/forget-old-log-ins.ts'
import { auditList, staffList } from './server/lists.ts'
import { peopleRoutes } from './server/people.routes.ts'
import { profileRoutes } from './server/profile.routes.ts'
import { sessionRoutes } from './server/session.routes.ts'
import { settingsRoutes } from './server/settings.routes.ts'

export const accessModule: Module = {
  name: 'access',
  routes: [...sessionRoutes, ...peopleRoutes, ...profileRoutes, ...settingsRoutes],
  lists: [staffList, auditList],
  timers: [{ name: 'access.forget-old-log-ins', cron: '17 19 * * *', run: forgetOldLogIns }],
}
