export { type CardOfMerge, duplicatesError, type Side } from './contracts/duplicates.ts'
export { lockCustomer, setConsentState, setNotContacted } from './server/consent.queries.ts'
export { contractPartyOf } from './server/contract-party.ts'
export { createCustomer, type NewCustomer } from './server/create-customer.ts'
export { findSealedKey } from './server/customer-key.queries.ts'
export { loadCustomer, readCustomer } from './server/customer-record.ts'
export { maskedPhone } from './server/customers.present.ts'
export {
  type CustomerRow,
  discardCustomer,
  findCustomer,
  findVisibleCustomer,
  isPhoneElsewhere,
  updateHolder as setHolder,
} from './server/customers.queries.ts'
export { changeCustomer, findCustomerByPhone } from './server/customers.service.ts'
export { findVehicleByVin, takeDelivery, takeDeliveryBack } from './server/delivered-cars.ts'
export { findDuplicates } from './server/duplicates/find-duplicates.ts'
export { customerFields } from './server/import/customer-fields.ts'
export { findOwners } from './server/import/find-owners.ts'
export {
  customersOfOperation,
  type ImportedCustomer,
  insertCustomers,
  knownPhones,
  type PreparedCustomer,
  prepareCustomers,
  restoreCustomers,
  takeBackCustomers,
} from './server/import-customers.ts'
export { setHolders } from './server/merge/holders.queries.ts'
export type { FactsChange } from './server/facts.ts'
export { giveMergeStep, type MergeStep } from './server/merge/merge-step.ts'
export { peopleWhoSee } from './server/people-who-see.ts'
export { dialNumbers, revealPhones } from './server/phones.service.ts'
export { sayOptions } from './server/say-options.ts'
export { ownedWithin, ownersWithin } from './server/scope.queries.ts'
export { customerIdsByText, searchCustomers } from './server/search.ts'
export { phoneHashes, searchKeysOf } from './server/search-keys.ts'
export { ownedOrStoodIn } from './server/stand-ins.queries.ts'
export {
  type CustomerFactsRow,
  type WrittenFacts,
  writeCustomerFacts,
} from './server/write-facts.ts'
