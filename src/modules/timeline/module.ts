import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { timelineOf } from './contract.ts'
import { readTimeline } from './server/timeline.ts'

export const timelineModule: Module = {
  name: 'timeline',
  routes: [serve(timelineOf, (ctx, { params, query }) => readTimeline(ctx, params.id, query))],
}
