import type { Module } from '#foundation/module.ts'
import { analysisRoutes } from './server/analysis.routes.ts'
import { computePeers } from './server/peers.ts'

export const analysisModule: Module = {
  name: 'analysis',
  routes: analysisRoutes,
  timers: [{ name: 'analysis.peers', cron: '40 18 * * *', run: computePeers }],
}
