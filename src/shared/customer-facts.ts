import { INTENT_LEVELS, type IntentLevel } from '#shared/intent-level.ts'

/** What can be known of a customer beside name and number, in the order in which it is asked. */
export const customerFacts = [
  'sex',
  'source',
  'preferences',
  'occupation',
  'industry',
  'hobbies',
  'householdType',
  'household',
  'secondPhone',
  'birthday',
  'area',
  'homeAddress',
  'homePostcode',
  'workplace',
  'workAddress',
  'workPostcode',
  'email',
  'fax',
  'idNumber',
  'registeredName',
  'taxNumber',
  'contactPerson',
] as const
export type CustomerFact = (typeof customerFacts)[number]

/** Facts of one kind of customer only; all others are asked of both. */
const ofOneKind: Partial<Record<CustomerFact, 'person' | 'company'>> = {
  sex: 'person',
  occupation: 'person',
  hobbies: 'person',
  householdType: 'person',
  household: 'person',
  birthday: 'person',
  homeAddress: 'person',
  homePostcode: 'person',
  workplace: 'person',
  idNumber: 'person',
  registeredName: 'company',
  taxNumber: 'company',
  contactPerson: 'company',
}

/** From which level on a fact must be known; `never`: it may stay open. */
export type FactLevel = IntentLevel | 'never'
export const factLevelValues = ['C', 'B', 'A', 'H', 'never'] as const satisfies FactLevel[]
export type FactLevels = Record<CustomerFact, FactLevel>

/** The hotter the customer, the more is known; a store sets its own (seed row 001-01). */
export const DEFAULT_FACT_LEVELS: FactLevels = {
  sex: 'C',
  source: 'C',
  preferences: 'C',
  occupation: 'B',
  industry: 'B',
  hobbies: 'A',
  householdType: 'A',
  household: 'never',
  secondPhone: 'never',
  birthday: 'H',
  area: 'A',
  homeAddress: 'H',
  homePostcode: 'never',
  workplace: 'A',
  workAddress: 'never',
  workPostcode: 'never',
  email: 'never',
  fax: 'never',
  idNumber: 'never',
  registeredName: 'A',
  taxNumber: 'H',
  contactPerson: 'C',
}

/** Whether a fact can be known of a person, or of a company. */
export function isFactOf(fact: CustomerFact, kind: 'person' | 'company'): boolean {
  return (ofOneKind[fact] ?? kind) === kind
}

export interface Completeness {
  /** What must be known at the level, in the order of asking: what colder levels need comes first. */
  needed: CustomerFact[]
  missing: CustomerFact[]
  /** 0 to 100, whole; 100 where nothing is needed. */
  percent: number
}

/**
 * What must be known of a customer at a level, and what of it is missing. Without a level (no card
 * is open) an owner is asked what H is asked, anybody else what C is asked.
 */
export function completenessOf(
  customer: {
    kind: 'person' | 'company'
    level: IntentLevel | null
    isOwner: boolean
    known: readonly CustomerFact[]
  },
  levels: FactLevels = DEFAULT_FACT_LEVELS,
): Completeness {
  const level = customer.level ?? (customer.isOwner ? 'H' : 'C')
  // Hottest first: H needs what every level needs, C only its own.
  const reached = INTENT_LEVELS.slice(INTENT_LEVELS.indexOf(level))
  const needed = reached
    .toReversed()
    .flatMap((one) =>
      customerFacts.filter((fact) => levels[fact] === one && isFactOf(fact, customer.kind)),
    )
  const missing = needed.filter((fact) => !customer.known.includes(fact))
  const percent =
    needed.length === 0 ? 100 : Math.floor(((needed.length - missing.length) * 100) / needed.length)
  return { needed, missing, percent }
}

/**
 * The one thing to ask at the next contact: the first missing fact never asked in vain, else the one
 * asked longest ago. `asked`: when the customer did not know it, by fact (instants that sort as text).
 */
export function nextQuestion(
  missing: readonly CustomerFact[],
  asked: ReadonlyMap<string, string>,
): CustomerFact | undefined {
  const fresh = missing.find((fact) => !asked.has(fact))
  if (fresh !== undefined) return fresh
  return [...missing].sort((a, b) => ((asked.get(a) ?? '') < (asked.get(b) ?? '') ? -1 : 1))[0]
}
