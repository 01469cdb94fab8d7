import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const leadTitles = defineWords({
  lead: ['线索', 'Lead'],
  leads: ['线索', 'Leads'],
  newLead: ['登记线索', 'Record a lead'],
  callDesk: ['电话工作台', 'Call desk'],
  lossChecks: ['线索战败核查', 'Check of lost leads'],
  leadReports: ['线索分析', 'Lead reports'],
  leadForms: ['留资表单', 'Web forms'],
  leadRules: ['线索规则', 'Lead rules'],
  dispatch: ['线索派发', 'Dispatch of leads'],
})
