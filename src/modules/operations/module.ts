import type { Module } from '#foundation/module.ts'
import { operationRoutes } from './server/operations.routes.ts'

export const operationsModule: Module = { name: 'operations', routes: [...operationRoutes] }
