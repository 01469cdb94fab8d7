import type { Module } from '#foundation/module.ts'
import { accessModule } from '#modules/access/module.ts'

/** Every module of the product, lowest first; the order of modules.json. */
export const modules: Module[] = [accessModule]
