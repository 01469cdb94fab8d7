import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { type Lead, leadsQuerySchema } from '../contract.ts'
import { leadWords as words } from '../words.ts'
import { listLeads, type LeadsQuery } from './leads.service.ts'

/** The list of leads as a file. */
export const leadsList = defineList<Lead, Omit<LeadsQuery, 'cursor' | 'limit'>>({
  key: 'leads',
  title: words.leads,
  permission: 'leads.read',
  query: leadsQuerySchema,
  personal: ['q'],
  columns: [
    {
      key: 'receivedAt',
      title: words.receivedAt,
      type: 'instant',
      value: (lead) => lead.receivedAt,
    },
    { key: 'customer', title: words.customer, value: (lead) => lead.customerName },
    { key: 'phone', title: words.phone, type: 'phone', value: (lead) => lead.maskedPhone },
    {
      key: 'origin',
      title: words.origin,
      value: (lead, ctx) => say(words[lead.origin], ctx.locale),
    },
    { key: 'source', title: words.source, value: (lead) => lead.sourceName },
    { key: 'series', title: words.series, value: (lead) => lead.seriesName },
    { key: 'owner', title: words.owner, value: (lead) => lead.ownerName },
    { key: 'state', title: words.state, value: (lead, ctx) => say(words[lead.state], ctx.locale) },
    {
      key: 'grade',
      title: words.grade,
      value: (lead, ctx) => say(words[lead.grade ?? 'none'], ctx.locale),
    },
    { key: 'attempts', title: words.attempts, type: 'number', value: (lead) => lead.attempts },
    { key: 'note', title: words.note, value: (lead) => lead.note, width: 40 },
  ],
  page: (ctx, query) => listLeads(ctx, query),
})
