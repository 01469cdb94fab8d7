import type { Day } from '#shared/days.ts'
import type { Random } from './random.ts'
import type { District, StorePlan } from './store-plan.ts'

type Weights = readonly (readonly [code: string, weight: number])[]

/** Households by age: the young are alone, the middle bring children, the old their grandchildren. */
const young: Weights = [
  ['single', 58],
  ['couple', 27],
  ['young-child', 15],
]
const middle: Weights = [
  ['single', 9],
  ['couple', 17],
  ['young-child', 46],
  ['school-child', 22],
  ['three-generations', 6],
]
const settled: Weights = [
  ['single', 4],
  ['couple', 7],
  ['young-child', 10],
  ['school-child', 51],
  ['grown-child', 9],
  ['three-generations', 19],
]
const old: Weights = [
  ['couple', 14],
  ['grown-child', 54],
  ['three-generations', 30],
  ['other', 2],
]
const anybody: Weights = [
  ['single', 16],
  ['couple', 17],
  ['young-child', 25],
  ['school-child', 25],
  ['grown-child', 8],
  ['three-generations', 9],
]

/** What the store has learnt of a person's household and area: more of owners than of others. */
export function householdAndArea(
  plan: StorePlan,
  random: Random,
  of: { birthday: Day | null; knowsMuch: boolean },
): { household_id: string | null; area_code: string | null; district: District | null } {
  const code = random.weighted(weightsOf(of.birthday, Number(plan.today.slice(0, 4))))
  const isHouseholdKnown = random.chance(of.knowsMuch ? 0.86 : 0.42)
  const district = districtOf(plan, random)
  const isAreaKnown = random.chance(of.knowsMuch ? 0.95 : 0.68)
  return {
    household_id: isHouseholdKnown ? (plan.words.households?.[code] ?? null) : null,
    area_code: isAreaKnown ? (district?.code ?? null) : null,
    district,
  }
}

/** A district of the store's city, the near ones by far the most; null where the city is unknown. */
export function districtOf(plan: StorePlan, random: Random): District | null {
  const districts = plan.districts ?? []
  const chance = random.next()
  if (districts.length === 0) return null
  // Each district further away sends three quarters of the one before.
  const reached = Math.log(1 - chance * (1 - 0.75 ** districts.length)) / Math.log(0.75)
  return districts[Math.min(districts.length - 1, Math.floor(reached))] ?? null
}

function weightsOf(birthday: Day | null, year: number): Weights {
  if (birthday === null) return anybody
  const age = year - Number(birthday.slice(0, 4))
  if (age < 28) return young
  if (age < 38) return middle
  return age < 52 ? settled : old
}
