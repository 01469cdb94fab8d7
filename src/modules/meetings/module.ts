import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { getMorning } from './contract.ts'
import { readMorning } from './server/morning.ts'

export const meetingsModule: Module = {
  name: 'meetings',
  routes: [serve(getMorning, async (ctx, { query }) => readMorning(ctx, query.day))],
}
