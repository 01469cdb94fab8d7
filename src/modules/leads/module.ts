import { serve } from '#foundation/http/serve.ts'
import type { Module } from '#foundation/module.ts'
import * as contract from './contract.ts'
import { leadListeners } from './server/leads.listeners.ts'
import * as leads from './server/leads.service.ts'
import { leadsList } from './server/leads-list.ts'
import { recordLead } from './server/record-lead.ts'
import { tellWithoutOwner } from './server/without-owner.ts'

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
    serve(contract.assignLeads, (ctx, { body }) => leads.assignLeads(ctx, body)),
    serve(contract.contactLead, (ctx, { params, body }) => leads.contactLead(ctx, params.id, body)),
    serve(contract.promoteLead, (ctx, { params, body }) => leads.promoteLead(ctx, params.id, body)),
    serve(contract.closeLead, (ctx, { params, body }) =>
      leads.closeLead(ctx, params.id, body.reason),
    ),
    serve(contract.reopenLead, (ctx, { params }) => leads.reopenLead(ctx, params.id)),
    serve(contract.listLeadTakers, (ctx) => leads.readTakers(ctx)),
  ],
  listeners: leadListeners,
  timers: [
    {
      name: 'leads.without-owner',
      cron: '*/10 * * * *',
      run: async (app, store) => void (await tellWithoutOwner(app, store)),
    },
  ],
  lists: [leadsList],
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
  ],
  ownedTables: [
    {
      table: 'leads',
      customerColumn: 'customer_id',
      ownerColumn: 'owner_id',
      open: { column: 'state', values: ['new', 'assigned'] },
      title: ['线索', 'Leads'],
    },
  ],
}
