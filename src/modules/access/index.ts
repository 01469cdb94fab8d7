export { authenticate, findActor, hashToken, sessionCookie } from './server/authenticate.ts'
export { createGroup, createStore, giveRoles, type NewStore } from './server/create-group.ts'
export { findStore, findStoreByCode, listStores } from './server/stores.queries.ts'
