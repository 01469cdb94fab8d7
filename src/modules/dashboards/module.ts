import { authorise } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import { logExport } from '#modules/lists/index.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import * as contract from './contract.ts'
import { readReport } from './server/report.ts'
import { reportFile } from './server/report-file.ts'
import { sendReports } from './server/report-mails.ts'
import {
  changeSchedule,
  listSchedules,
  makeSchedules,
  withdrawSchedule,
} from './server/schedules.ts'
import {
  makeDisplay,
  readDisplayedWall,
  readDisplays,
  readWall,
  stopDisplay,
} from './server/wall.ts'
import { dashboardWords } from './words.ts'

nameExport('reports', dashboardWords.reports)

export const dashboardsModule: Module = {
  name: 'dashboards',
  routes: [
    serve(contract.getReport, (ctx, { query }) => readReport(ctx, query)),
    serve(contract.exportReport, async (ctx, { query: { format, ...query } }) => {
      authorise(ctx, 'exports.run')
      const report = await readReport(ctx, query)
      await logExport(ctx, { list: 'reports', format, rows: report.rows.length, withPhones: false })
      const title = say(dashboardWords.reports, ctx.locale)
      return reportFile(report, { title, locale: ctx.locale }, format)
    }),
    serve(contract.listSchedules, async (ctx, _input, { app }) => ({
      items: await listSchedules(ctx),
      canMail: app.config.mail !== undefined,
    })),
    serve(contract.makeSchedule, async (ctx, { body }) => ({
      items: await makeSchedules(ctx, body),
    })),
    serve(contract.changeSchedule, (ctx, { params, body }) => changeSchedule(ctx, params.id, body)),
    serve(contract.deleteSchedule, (ctx, { params }) => withdrawSchedule(ctx, params.id)),
    serve(contract.getWall, (ctx) => readWall(ctx)),
    serve(contract.getDisplayedWall, (ctx, { params }, { app }) =>
      readDisplayedWall(app, params.token, ctx.locale),
    ),
    serve(contract.listDisplays, async (ctx) => ({ items: await readDisplays(ctx) })),
    serve(contract.makeDisplay, (ctx, { body }) => makeDisplay(ctx, body.name)),
    serve(contract.stopDisplay, (ctx, { params }) => stopDisplay(ctx, params.id)),
  ],
  timers: [
    {
      name: 'dashboards.report-mails',
      cron: '*/5 * * * *',
      run: async (app, store) => void (await sendReports(app, store)),
    },
  ],
}
