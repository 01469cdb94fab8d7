import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { leadWords } from '../words.ts'

export const leadScreens: Screen[] = [
  {
    path: '/leads',
    title: leadWords.leads,
    permission: 'leads.read',
    nav: { group: 'customers', order: 0, icon: 'phone' },
    home: ['dcc_agent'],
    load: async () => ({ default: (await import('./LeadsPage.tsx')).LeadsPage }),
  },
  {
    path: '/leads/new',
    title: leadWords.newLead,
    permission: 'leads.write',
    light: true,
    load: async () => ({ default: (await import('./NewLeadPage.tsx')).NewLeadPage }),
  },
  {
    path: '/leads/$id',
    title: leadWords.lead,
    permission: 'leads.read',
    light: true,
    load: async () => ({ default: (await import('./LeadPage.tsx')).LeadPage }),
  },
]

export const leadPanels: Panel[] = [
  {
    slot: 'today',
    permission: 'leads.write',
    load: async () => ({ default: (await import('./MyLeads.tsx')).MyLeads }),
  },
  {
    slot: 'customer-aside',
    permission: 'leads.read',
    load: async () => ({ default: (await import('./CustomerLeads.tsx')).CustomerLeads }),
  },
]
