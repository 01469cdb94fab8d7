import type { Module } from '#foundation/module.ts'
import { catalogRoutes } from './server/catalog.routes.ts'

export const catalogModule: Module = { name: 'catalog', routes: catalogRoutes }
