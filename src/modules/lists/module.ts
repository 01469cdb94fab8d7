import type { Module } from '#foundation/module.ts'
import { exportsLog } from './server/exports-log.ts'
import { listRoutes } from './server/lists.routes.ts'

export const listsModule: Module = { name: 'lists', routes: [...listRoutes], lists: [exportsLog] }
