import { inject } from 'vitest'

/** The demo's stores by their code; each flow that changes something has a store of its own. */
export type StoreCode = 'bj01' | 'hz01' | 'sf01' | 'demo'
export type RoleName =
  | 'Receptionist'
  | 'Sales consultant'
  | 'Customer-care agent'
  | 'DCC agent'
  | 'Showroom manager'
  | 'Sales manager'
  | 'General manager'
  | 'Information clerk'
  | 'Marketing'
  | 'Regional manager'
  | 'Administrator'

export interface DemoPerson {
  login: string
  name: string
}

/** Somebody of a role in a store of the demo, as the log-in page offers them. */
export async function personOf(store: StoreCode, role: RoleName): Promise<DemoPerson> {
  const answer = await fetch(`${inject('baseUrl')}/api/demo-logins`)
  const { logins } = (await answer.json()) as {
    logins: (DemoPerson & { roleEn: string })[]
  }
  const found = logins.find((one) => one.roleEn === role && one.login.endsWith(`.${store}`))
  if (!found) throw new Error(`The demo offers no ${role} of ${store}`)
  return found
}
