import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import { analysisRoutes } from './server/analysis.routes.ts'
import { computePeers } from './server/peers.ts'
import { analysisTitles } from './titles.ts'

nameExport('analysis', analysisTitles.desk)

export const analysisModule: Module = {
  name: 'analysis',
  routes: analysisRoutes,
  timers: [{ name: 'analysis.peers', cron: '40 18 * * *', run: computePeers }],
}
