/** What screens of the modules above may show of customers. */
export { CompletenessCard } from './CompletenessCard.tsx'
export { CustomerPicker, type PickedCustomer } from './CustomerPicker.tsx'
export { FactInput, isGroupFact } from './FactInput.tsx'
export { RecordFacts } from './RecordFacts.tsx'
export { useMayEdit } from './useMayEdit.ts'
