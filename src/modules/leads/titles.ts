import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const leadTitles = defineWords({
  lead: ['线索', 'Lead'],
  leads: ['线索', 'Leads'],
  newLead: ['登记线索', 'Record a lead'],
})
