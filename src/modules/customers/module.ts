import type { Module } from '#foundation/module.ts'
import { customerRoutes } from './server/customers.routes.ts'

export const customersModule: Module = { name: 'customers', routes: [...customerRoutes] }
