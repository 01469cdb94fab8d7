import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { leadTitles } from '../titles.ts'

export const leadScreens: Screen[] = [
  {
    path: '/leads',
    title: leadTitles.leads,
    permission: 'leads.read',
    nav: { group: 'customers', order: 0, icon: 'phone' },
    home: ['dcc_agent'],
    load: async () => ({ default: (await import('./LeadsPage.tsx')).LeadsPage }),
  },
  {
    path: '/leads/new',
    title: leadTitles.newLead,
    permission: 'leads.write',
    light: true,
    load: async () => ({ default: (await import('./NewLeadPage.tsx')).NewLeadPage }),
  },
  {
    path: '/leads/$id',
    title: leadTitles.lead,
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
