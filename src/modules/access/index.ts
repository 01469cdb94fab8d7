export { authenticate, findActor, hashToken, sessionCookie } from './server/authenticate.ts'
export {
  type Colleague,
  listConsultants,
  listPeopleOfStore,
  nameOfPeople,
} from './server/colleagues.ts'
export { createGroup, createStore, giveRoles, type NewStore } from './server/create-group.ts'
export { mayCheck, readDuties } from './server/duties.ts'
export { saveDuty } from './server/duties.queries.ts'
export { type Holder, peopleHolding } from './server/holders.ts'
export { firstAdministratorLink } from './server/links.ts'
export { type MailPerson, mailPeople, setMailAddress } from './server/mail-address.ts'
export { keepModuleRules } from './server/module-rules.ts'
export { grantNewPermissions } from './server/new-permissions.ts'
export { giveOpenWork } from './server/open-work.ts'
export { listRolesOf } from './server/people.queries.ts'
export { listRoleRows } from './server/roles.queries.ts'
export { createAdmin } from './server/start-group.ts'
export { changeOwnSettings } from './server/own-settings.ts'
export { storeSettings } from './server/store-settings.ts'
export {
  findHeadOffice,
  findStore,
  findStoreByCode,
  listStores,
} from './server/stores.queries.ts'
export { listTeamRows as teamsOfStores } from './server/teams.queries.ts'
