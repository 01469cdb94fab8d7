export { stepTo } from './server/contracts/contract-state.ts'
export { makeContractOf } from './server/contracts/make-contract.ts'
