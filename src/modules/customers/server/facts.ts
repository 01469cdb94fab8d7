import type { Ctx } from '#foundation/ctx.ts'
import { isArea, recogniseArea } from '#modules/dictionaries/index.ts'
import type { CustomerFact } from '#shared/customer-facts.ts'
import { foldText } from '#shared/full-width.ts'
import { parseIdNumber } from '#shared/id-number.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { customersError, type SealedFacts } from '../contract.ts'
import type { CustomerRow } from './customers.queries.ts'
import { exactHash } from './search-keys.ts'

/** Facts as they are given: what is absent stays as it is; null and '' take a fact away. */
export interface FactsChange extends Partial<Record<keyof SealedFacts, string | undefined>> {
  sex?: 'male' | 'female' | null | undefined
  birthday?: string | null | undefined
  /** In any form; must be a right resident ID number. */
  idNumber?: string | null | undefined
  occupationId?: string | null | undefined
  industryId?: string | null | undefined
  /** At most three. */
  hobbyIds?: readonly string[] | undefined
  householdId?: string | null | undefined
  /** Six digits of a city or district; not given, a new address tells it. */
  areaCode?: string | null | undefined
  sourceId?: string | null | undefined
  preferences?: string | undefined
}

/** All facts of one customer, opened. */
export interface Facts extends SealedFacts {
  sex: 'male' | 'female' | null
  birthday: string | null
  idNumber: string | null
  occupationId: string | null
  industryId: string | null
  hobbyIds: readonly string[]
  householdId: string | null
  areaCode: string | null
  sourceId: string | null
  preferences: string
}

const noFacts: SealedFacts = {
  homeAddress: '',
  homePostcode: '',
  workplace: '',
  workAddress: '',
  workPostcode: '',
  email: '',
  fax: '',
  household: '',
  registeredName: '',
  taxNumber: '',
}
/** Where people write what they like: numbers among it are masked. */
const freeTexts: ReadonlySet<string> = new Set<keyof SealedFacts>([
  'homeAddress',
  'workplace',
  'workAddress',
  'household',
])
/** A customer of whom only name and numbers are known. */
export const nothingKnown: Facts = {
  ...noFacts,
  sex: null,
  birthday: null,
  idNumber: null,
  occupationId: null,
  industryId: null,
  hobbyIds: [],
  householdId: null,
  areaCode: null,
  sourceId: null,
  preferences: '',
}
const sealedNames = Object.keys(noFacts) as (keyof SealedFacts)[]

export type FactsRow = Pick<
  CustomerRow,
  | 'sealed_key'
  | 'sex'
  | 'birthday'
  | 'id_number_sealed'
  | 'occupation_id'
  | 'industry_id'
  | 'hobby_ids'
  | 'household_id'
  | 'area_code'
  | 'source_id'
  | 'preferences'
  | 'sealed_facts'
>

/** Opens the sealed facts of a customer; all empty once the person's key was destroyed. */
export function openSealed(ctx: Pick<Ctx, 'vault'>, row: FactsRow): SealedFacts {
  if (!row.sealed_key || !row.sealed_facts) return noFacts
  const opened = JSON.parse(ctx.vault.openFor(row.sealed_key, row.sealed_facts)) as object
  return { ...noFacts, ...opened }
}

/** The full ID number; null where none is known. */
export function openIdNumber(ctx: Pick<Ctx, 'vault'>, row: FactsRow): string | null {
  return row.sealed_key && row.id_number_sealed
    ? ctx.vault.openFor(row.sealed_key, row.id_number_sealed)
    : null
}

export function factsOf(ctx: Pick<Ctx, 'vault'>, row: FactsRow): Facts {
  return {
    ...openSealed(ctx, row),
    sex: row.sex,
    birthday: row.birthday,
    idNumber: openIdNumber(ctx, row),
    occupationId: row.occupation_id,
    industryId: row.industry_id,
    hobbyIds: row.hobby_ids,
    householdId: row.household_id,
    areaCode: row.area_code,
    sourceId: row.source_id,
    preferences: row.preferences,
  }
}

/**
 * The facts after a change, in their one form. An ID number tells sex and birthday where they are
 * not known, a new address the area. `city`: of the store, where an address names none.
 * Throws `customers.not_an_id_number`, `customers.not_an_area`.
 */
export function applyFacts(before: Facts, change: FactsChange, city: string | undefined): Facts {
  const after: Facts = { ...before }
  for (const name of sealedNames) {
    const text = change[name]
    if (text !== undefined) after[name] = freeTexts.has(name) ? maskPhonesInText(text) : text.trim()
  }
  if (change.sex !== undefined) after.sex = change.sex
  if (change.birthday !== undefined) after.birthday = change.birthday
  if (change.occupationId !== undefined) after.occupationId = change.occupationId
  if (change.industryId !== undefined) after.industryId = change.industryId
  if (change.hobbyIds !== undefined) after.hobbyIds = [...new Set(change.hobbyIds)]
  if (change.householdId !== undefined) after.householdId = change.householdId
  if (change.sourceId !== undefined) after.sourceId = change.sourceId
  if (change.preferences !== undefined) after.preferences = maskPhonesInText(change.preferences)
  after.areaCode = areaAfter(before, after, change.areaCode, city)
  if (change.idNumber !== undefined) {
    const read = change.idNumber ? parseIdNumber(change.idNumber) : null
    if (read === undefined) throw customersError('customers.not_an_id_number')
    after.idNumber = read?.idNumber ?? null
    if (read) {
      after.sex ??= read.sex
      after.birthday ??= read.birthday
    }
  }
  return after
}

/**
 * What is chosen stands. Otherwise a new address tells the area where none is known, or where the
 * known one came from the address before; an address that names no area leaves none.
 */
function areaAfter(
  before: Facts,
  after: Facts,
  chosen: string | null | undefined,
  city: string | undefined,
): string | null {
  if (chosen !== undefined) {
    if (chosen !== null && !isArea(chosen)) throw customersError('customers.not_an_area')
    return chosen
  }
  const was = addressOf(before)
  const is = addressOf(after)
  if (is === '' || is === was) return before.areaCode
  const told = was === '' ? null : (recogniseArea(was, city) ?? null)
  return before.areaCode === null || before.areaCode === told
    ? (recogniseArea(is, city) ?? null)
    : before.areaCode
}

/** Where a person lives, or where a company is: only a company's papers have a registered name. */
export const addressOf = (facts: SealedFacts) =>
  facts.homeAddress === '' && facts.registeredName !== '' ? facts.workAddress : facts.homeAddress

/** The facts that differ, as they were and as they are. */
export function differenceOf(before: Facts, after: Facts) {
  const names = (Object.keys(after) as (keyof Facts)[]).filter(
    (name) => String(before[name] ?? '') !== String(after[name] ?? ''),
  )
  const pick = (from: Facts) => Object.fromEntries(names.map((name) => [name, from[name]]))
  return { names, before: pick(before) as FactsChange, after: pick(after) as FactsChange }
}

/** The columns in which facts are kept, personal ones sealed with the customer's key. */
export function factColumns(ctx: Pick<Ctx, 'vault' | 'store'>, key: Buffer, facts: Facts) {
  const sealed = Object.fromEntries(
    sealedNames.filter((name) => facts[name] !== '').map((name) => [name, facts[name]]),
  )
  const names = Object.keys(sealed)
  return {
    sex: facts.sex,
    birthday: facts.birthday,
    occupation_id: facts.occupationId,
    industry_id: facts.industryId,
    hobby_ids: [...facts.hobbyIds],
    household_id: facts.householdId ?? null,
    area_code: facts.areaCode ?? null,
    source_id: facts.sourceId,
    preferences: facts.preferences,
    sealed_facts: names.length === 0 ? null : ctx.vault.sealFor(key, JSON.stringify(sealed)),
    sealed_fact_names: names,
    id_number_sealed: facts.idNumber === null ? null : ctx.vault.sealFor(key, facts.idNumber),
    id_number_hash:
      facts.idNumber === null
        ? null
        : ctx.vault.hash('id-number', `${ctx.store.groupId}:${facts.idNumber}`),
  }
}

/** What is known beside name and number; `phones`: how many, `people`: other people on record. */
export function knownFacts(
  row: Omit<FactsRow, 'sealed_key' | 'sealed_facts'> & { sealed_fact_names: string[] },
  beside: { phones: number; people: number },
): CustomerFact[] {
  const known: [CustomerFact, boolean][] = [
    ['sex', row.sex !== null],
    ['source', row.source_id !== null],
    ['preferences', row.preferences !== ''],
    ['occupation', row.occupation_id !== null],
    ['industry', row.industry_id !== null],
    ['hobbies', row.hobby_ids.length > 0],
    ['householdType', row.household_id !== null],
    ['area', row.area_code !== null],
    ['secondPhone', beside.phones > 1],
    ['birthday', row.birthday !== null],
    ['idNumber', row.id_number_sealed !== null],
    ['contactPerson', beside.people > 0],
  ]
  return [
    ...known.flatMap(([fact, isKnown]) => (isKnown ? [fact] : [])),
    ...(row.sealed_fact_names as CustomerFact[]),
  ]
}

/** The keyed hashes of what finds a customer only when typed whole: ID and tax number, e-mail. */
export function exactHashesOf(
  ctx: Pick<Ctx, 'vault' | 'store'>,
  facts: Pick<Facts, 'idNumber' | 'taxNumber' | 'email'>,
): string[] {
  return [facts.idNumber, facts.taxNumber, facts.email]
    .filter((text): text is string => text !== null && text !== '')
    .map((text) => exactHash(ctx.vault, ctx.store.groupId, foldText(text)))
}
