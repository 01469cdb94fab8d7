import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import { offerFirstDayStep } from '#modules/imports/index.ts'
import * as contract from './contract.ts'
import * as leaderBoard from './contracts/leader-board.ts'
import * as sheet from './contracts/target-sheet.ts'
import * as appraisals from './contracts/appraisals.ts'
import * as workload from './contracts/workload.ts'
import { appraisalFile, appraisalPaper } from './server/appraisal-paper.ts'
import { closePeriod, readAppraisal, readMyAppraisals, reopenPeriod } from './server/appraisals.ts'
import { readCreditedDeals, readLeaderBoard } from './server/leader-board.ts'
import { readPace, readStoresPace } from './server/pace.ts'
import { proposeFor } from './server/propose.ts'
import { editScheme, makeScheme, readSchemes } from './server/schemes.ts'
import { readTargetFile, targetsFile } from './server/target-sheet.ts'
import { countTargets, readHistory, readTargets, writeTargets } from './server/targets.ts'
import { proposeLeads, readWorkload } from './server/workload.ts'
import { targetWords } from './words.ts'

offerFirstDayStep('targets', countTargets)
nameExport('targets.appraisal', targetWords.appraisals)
nameExport('targets.table', targetWords.target)

export const targetsModule: Module = {
  name: 'targets',
  routes: [
    serve(contract.getTargets, (ctx, { query }) => readTargets(ctx, query)),
    serve(contract.setTargets, (ctx, { body }) => writeTargets(ctx, body)),
    serve(contract.getTargetHistory, (ctx, { query }) => readHistory(ctx, query)),
    serve(sheet.exportTargets, (ctx, { query }) => targetsFile(ctx, query)),
    serve(sheet.readTargetSheet, async (_ctx, { file }) => ({ rows: await readTargetFile(file) })),
    serve(contract.proposeTargets, (ctx, { query }) => proposeFor(ctx, query)),
    serve(contract.getPace, (ctx, { query }) => readPace(ctx, query)),
    serve(contract.getStoresPace, (ctx, { query }) => readStoresPace(ctx, query)),
    serve(leaderBoard.getLeaderBoard, (ctx, { query }) => readLeaderBoard(ctx, query)),
    serve(leaderBoard.listCreditedDeals, (ctx, { params, query }) =>
      readCreditedDeals(ctx, params.id, query),
    ),
    serve(appraisals.listSchemes, (ctx) => readSchemes(ctx)),
    serve(appraisals.addScheme, (ctx, { body }) => makeScheme(ctx, body)),
    serve(appraisals.changeScheme, (ctx, { params, body }) => editScheme(ctx, params.id, body)),
    serve(appraisals.getAppraisal, (ctx, { params }) =>
      readAppraisal(ctx, params.id, params.period),
    ),
    serve(appraisals.closeAppraisal, (ctx, { params }) =>
      closePeriod(ctx, params.id, params.period),
    ),
    serve(appraisals.reopenAppraisal, (ctx, { params, body }) =>
      reopenPeriod(ctx, params.id, { period: params.period, reason: body.reason }),
    ),
    serve(appraisals.getAppraisalPaper, (ctx, { params }) =>
      appraisalPaper(ctx, params.id, params.period),
    ),
    serve(appraisals.exportAppraisal, (ctx, { params, query }) =>
      appraisalFile(ctx, { schemeId: params.id, period: params.period, format: query.format }),
    ),
    serve(appraisals.listMyAppraisals, (ctx) => readMyAppraisals(ctx)),
    serve(workload.getWorkload, (ctx) => readWorkload(ctx)),
    serve(workload.proposeLeadShares, (ctx, { query }) => proposeLeads(ctx, query)),
  ],
}
