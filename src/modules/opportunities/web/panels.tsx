/** What screens of the modules above may show of the cards. */
export {
  CardFields,
  type CardValues,
  cardBodyOf,
  emptyCard,
  useCardCheck,
} from './CardFields.tsx'
