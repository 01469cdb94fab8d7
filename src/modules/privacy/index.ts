export { eraseCustomer } from './server/erase-customer.ts'
export { keepErasuresIn, readErasures } from './server/erasure-log.ts'
