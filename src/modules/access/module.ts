import type { Module } from '#foundation/module.ts'
import { sessionRoutes } from './server/session.routes.ts'

export const accessModule: Module = { name: 'access', routes: [...sessionRoutes] }
