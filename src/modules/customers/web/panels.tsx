/** What screens of the modules above may show of customers. */
export { CustomerPicker, type PickedCustomer } from './CustomerPicker.tsx'
export { SpecialBanner, SpecialMark } from './SpecialMark.tsx'
