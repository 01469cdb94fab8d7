import { pinyinOf } from '#foundation/pinyin.ts'
import { uuidv7 } from '#shared/ids.ts'
import { personName } from './people-data.ts'
import type { Random } from './random.ts'

export interface StaffMember {
  id: string
  name: string
  login: string
  role: string
}

const storeRoles = [
  'receptionist',
  'showroom_manager',
  'sales_manager',
  'general_manager',
  'care_agent',
  'information_clerk',
  'service_advisor',
  'marketing',
  'dcc_agent',
]

const rolesByTitle: Record<string, string> = {
  consultant: 'consultant',
  receptionist: 'receptionist',
  'sales manager': 'sales_manager',
  'care agent': 'care_agent',
  'information clerk': 'information_clerk',
}

/** A log-in name no two people of a group share: pinyin, store code, a number where needed. */
function loginOf(name: string, suffix: string, taken: Set<string>): string {
  const base = `${pinyinOf(name).full}.${suffix.toLowerCase()}`
  let login = base
  for (let number = 2; taken.has(login); number += 1) login = `${base}${number}`
  taken.add(login)
  return login
}

/** The staff of a simulated store: consultants first, then one person for each other role. */
export function makeStaff(random: Random, storeCode: string, consultants: number): StaffMember[] {
  const taken = new Set<string>()
  const names = new Set<string>()
  const person = (role: string): StaffMember => {
    let name = personName(random, random.chance(0.5) ? 'male' : 'female')
    while (names.has(name)) name = personName(random, random.chance(0.5) ? 'male' : 'female')
    names.add(name)
    return { id: uuidv7(), name, login: loginOf(name, storeCode, taken), role }
  }
  return [
    ...Array.from({ length: consultants }, () => person('consultant')),
    ...storeRoles.map(person),
  ]
}

/** The staff named in a list (`name,role` lines with a header), for the store where a newcomer starts. */
export function staffFromList(text: string, storeCode: string): StaffMember[] {
  const taken = new Set<string>()
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [name = '', title = ''] = line.split(',')
      const role = rolesByTitle[title.trim()]
      if (!role) throw new Error(`Unknown role in the staff list: ${title}`)
      return {
        id: uuidv7(),
        name: name.trim(),
        login: loginOf(name.trim(), storeCode, taken),
        role,
      }
    })
}
