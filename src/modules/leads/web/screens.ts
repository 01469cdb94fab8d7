import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { leadTitles } from '../titles.ts'

export const leadScreens: Screen[] = [
  {
    path: '/leads',
    title: leadTitles.leads,
    permission: 'leads.read',
    nav: { group: 'customers', order: 0, icon: 'phone' },
    load: async () => ({ default: (await import('./LeadsPage.tsx')).LeadsPage }),
  },
  {
    path: '/leads/desk',
    title: leadTitles.callDesk,
    permission: 'leads.write',
    nav: { group: 'day', order: 5, icon: 'phone' },
    home: ['dcc_agent'],
    load: async () => ({ default: (await import('./CallDeskPage.tsx')).CallDeskPage }),
  },
  {
    path: '/leads/checks',
    title: leadTitles.lossChecks,
    permission: 'leads.check',
    nav: { group: 'customers', order: 5, icon: 'history' },
    load: async () => ({ default: (await import('./LossChecksPage.tsx')).LossChecksPage }),
  },
  {
    path: '/leads/reports',
    title: leadTitles.leadReports,
    permission: 'leads.read',
    nav: { group: 'numbers', order: 4, icon: 'chart' },
    load: async () => ({ default: (await import('./LeadReportsPage.tsx')).LeadReportsPage }),
  },
  {
    path: '/leads/forms',
    title: leadTitles.leadForms,
    permission: 'leads.forms',
    nav: { group: 'settings', order: 52, icon: 'list' },
    load: async () => ({ default: (await import('./LeadFormsPage.tsx')).LeadFormsPage }),
  },
  {
    path: '/leads/rules',
    title: leadTitles.leadRules,
    permission: 'leads.rules',
    nav: { group: 'settings', order: 51, icon: 'settings' },
    load: async () => ({ default: (await import('./LeadRulesPage.tsx')).LeadRulesPage }),
  },
  {
    path: '/leads/dispatch',
    title: leadTitles.dispatch,
    permission: 'leads.dispatch',
    ofHeadOffice: true,
    nav: { group: 'customers', order: 7, icon: 'store' },
    load: async () => ({ default: (await import('./DispatchPage.tsx')).DispatchPage }),
  },
  {
    path: '/leads/new',
    title: leadTitles.newLead,
    permission: 'leads.write',
    load: async () => ({ default: (await import('./NewLeadPage.tsx')).NewLeadPage }),
  },
  {
    path: '/leads/$id',
    title: leadTitles.lead,
    permission: 'leads.read',
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
