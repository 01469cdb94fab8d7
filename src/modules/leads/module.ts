import { serve } from '#foundation/http/serve.ts'
import type { Job, Module } from '#foundation/module.ts'
import { importOperation, offerFirstDayStep, offerImportKind } from '#modules/imports/index.ts'
import * as contract from './contract.ts'
import * as reportContract from './contracts/lead-reports.ts'
import * as ruleContract from './contracts/lead-rules.ts'
import * as work from './contracts/lead-work.ts'
import { assignLeads, leadAssignmentKind } from './server/assign-leads.ts'
import { callLead } from './server/call-lead.ts'
import { checkLoss, readLossChecks } from './server/check-loss.ts'
import { leadsKind } from './server/import/leads-kind.ts'
import { dispatchAnswered } from './server/offers.ts'
import { dispatchRoutes } from './server/dispatch.routes.ts'
import { formRoutes } from './server/forms.routes.ts'
import { countForms, emptyOldEntries } from './server/forms.service.ts'
import { tellLate } from './server/late-leads.ts'
import { leadListeners } from './server/leads.listeners.ts'
import * as leads from './server/leads.service.ts'
import { leadsList } from './server/leads-list.ts'
import { moveNextCall, readQueue } from './server/queue.ts'
import { recordLead } from './server/record-lead.ts'
import * as lists from './server/report-lists.ts'
import * as reports from './server/reports.ts'
import { readLeadRules, setLeadRules } from './server/rules.ts'
import { tellWithoutOwner } from './server/without-owner.ts'

offerImportKind(leadsKind)
offerFirstDayStep('forms', countForms)

export const leadsModule: Module = {
  name: 'leads',
  routes: [
    serve(contract.recordLead, async (ctx, { body }) => {
      const { id, isKnown } = await recordLead(ctx, {
        ...body,
        receivedAt: body.receivedAt === undefined ? undefined : new Date(body.receivedAt),
      })
      return { ...(await leads.readRecorded(ctx, id)), isKnown }
    }),
    serve(contract.listLeads, (ctx, { query }) => leads.listLeads(ctx, query)),
    serve(contract.getLead, (ctx, { params }) => leads.readLead(ctx, params.id)),
    serve(contract.leadsOfCustomer, async (ctx, { params }) => ({
      items: await leads.readLeadsOf(ctx, params.id),
    })),
    serve(contract.assignLeads, (ctx, { body }) => assignLeads(ctx, body)),
    serve(contract.contactLead, (ctx, { params, body }) => callLead(ctx, params.id, body)),
    serve(work.leadQueue, (ctx, { query }) => readQueue(ctx, query)),
    serve(work.moveNextCall, (ctx, { params, body }) => moveNextCall(ctx, params.id, body)),
    serve(work.listLossChecks, (ctx, { query }) => readLossChecks(ctx, query)),
    serve(work.checkLoss, (ctx, { params, body }) => checkLoss(ctx, params.id, body)),
    serve(ruleContract.getLeadRules, (ctx) => readLeadRules(ctx)),
    serve(ruleContract.setLeadRules, (ctx, { body }) => setLeadRules(ctx, body)),
    ...formRoutes,
    ...dispatchRoutes,
    serve(reportContract.readVerification, (ctx, { query }) => reports.verification(ctx, query)),
    serve(reportContract.readSourceQuality, (ctx, { query }) => reports.sourceQuality(ctx, query)),
    serve(reportContract.readSpeed, (ctx, { query }) => reports.speed(ctx, query)),
    serve(reportContract.readTeamBoard, (ctx, { query }) => reports.teamBoard(ctx, query)),
    serve(contract.promoteLead, (ctx, { params, body }) => leads.promoteLead(ctx, params.id, body)),
    serve(contract.closeLead, (ctx, { params, body }) =>
      leads.closeLead(ctx, params.id, body.reason),
    ),
    serve(contract.reopenLead, (ctx, { params }) => leads.reopenLead(ctx, params.id)),
    serve(contract.listLeadTakers, (ctx) => leads.readTakers(ctx)),
  ],
  listeners: leadListeners,
  jobs: [dispatchAnswered as unknown as Job<never>],
  timers: [
    {
      name: 'leads.without-owner',
      cron: '*/10 * * * *',
      run: async (app, store) => void (await tellWithoutOwner(app, store)),
    },
    {
      name: 'leads.late',
      cron: '*/5 * * * *',
      run: async (app, store) => void (await tellLate(app, store)),
    },
    {
      name: 'leads.form-entries',
      cron: '20 18 * * *',
      run: async (app, store) => void (await emptyOldEntries(app, store)),
    },
  ],
  operations: [leadAssignmentKind, importOperation(leadsKind)],
  lists: [
    leadsList,
    lists.verificationList,
    lists.sourceQualityList,
    lists.speedList,
    lists.teamList,
  ],
  customerTables: [
    {
      table: 'leads',
      customerColumn: 'customer_id',
      title: ['线索', 'Leads'],
      shown: [
        { column: 'received_at', title: ['收到', 'Received'] },
        { column: 'origin', title: ['来源渠道', 'Came from'] },
        { column: 'state', title: ['状态', 'State'] },
        { column: 'grade', title: ['等级', 'Grade'] },
        { column: 'arrived_at', title: ['到店', 'Arrived'] },
        { column: 'note', title: ['备注', 'Note'] },
      ],
      merged: 'move',
      erased: ['note', 'ended_reason'],
    },
    {
      table: 'lead_steps',
      customerColumn: 'customer_id',
      title: ['线索全程', 'Life of leads'],
      shown: [
        { column: 'at', title: ['时间', 'At'] },
        { column: 'step', title: ['步骤', 'Step'] },
        { column: 'note', title: ['备注', 'Note'] },
      ],
      merged: 'move',
      erased: ['note'],
    },
    {
      table: 'lead_answers',
      customerColumn: 'customer_id',
      title: ['线索鉴别问答', 'Answers of leads'],
      shown: [
        { column: 'at', title: ['时间', 'At'] },
        { column: 'question', title: ['问题', 'Question'] },
        { column: 'answer', title: ['回答', 'Answer'] },
      ],
      merged: 'move',
      erased: ['answer'],
    },
    {
      table: 'lead_invitations',
      customerColumn: 'customer_id',
      title: ['线索邀约', 'Invitations of leads'],
      shown: [
        { column: 'starts_at', title: ['时间', 'At'] },
        { column: 'state', title: ['状态', 'State'] },
      ],
      merged: 'move',
      erased: 'keep',
    },
  ],
  ownedTables: [
    {
      table: 'leads',
      customerColumn: 'customer_id',
      ownerColumn: 'owner_id',
      open: { column: 'state', values: ['new', 'assigned', 'nurture', 'lost_pending'] },
      title: ['线索', 'Leads'],
    },
  ],
}
