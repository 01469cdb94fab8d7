/** What screens of the modules above may show of the cards. */

/** Their words, and the results of a contact as the group names them. */
export { cardWords } from '../words.ts'
export { SeriesField, SourceField } from './CardChoices.tsx'
export {
  CardFields,
  type CardValues,
  cardBodyOf,
  emptyCard,
  useCardCheck,
} from './CardFields.tsx'
export { LossChoices } from './LossChoices.tsx'
export { useContactResults } from './contact-results.ts'
export { useCall } from './useCall.ts'
