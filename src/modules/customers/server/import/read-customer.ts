import {
  type LineReader,
  looksLikeCompany,
  readIdNumber,
  readName,
  type StoreWords,
} from '#modules/imports/index.ts'
import { foldText } from '#shared/full-width.ts'
import { normalisePlate } from '#shared/plate.ts'
import type { PhonePlace } from '../../contract.ts'
import type { FactsChange } from '../facts.ts'

export interface CustomerPhone {
  canonical: string
  kind: string
  place: PhonePlace | null
}

/** What one line says of a customer; what its file has no column for, or left empty, is absent. */
export interface CustomerValues {
  name: string
  kind: 'person' | 'company' | null
  phones: CustomerPhone[]
  facts: FactsChange
  special: 'fleet' | 'vip' | 'difficult' | null
  ownerId: string | null
  consent: boolean | null
  plate: string | null
  note: string | null
}

const mostHobbies = 3
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/
const specials: readonly [RegExp, NonNullable<CustomerValues['special']>][] = [
  [/大客户|集团|fleet/i, 'fleet'],
  [/重要|vip|贵宾/i, 'vip'],
  [/黑|难缠|difficult/i, 'difficult'],
]
const texts = [
  'homeAddress',
  'homePostcode',
  'workplace',
  'workAddress',
  'workPostcode',
  'fax',
  'household',
] as const
const longestText = 200

/** Reads the cells of one line; refuses through the reader what must be corrected. */
export function readCustomer(line: LineReader, words: StoreWords): CustomerValues {
  const typed = line.text('name')
  if (typed === null) line.refuse('name', 'missing')
  const { name, sex } = readName(typed ?? '')
  const facts: FactsChange = {}
  const sexCell = line.text('sex')
  if (sexCell !== null) {
    const read = sexOf(sexCell)
    if (read) facts.sex = read
    else line.doubt('sex')
  } else if (sex) facts.sex = sex
  for (const field of texts) {
    const text = line.text(field)
    if (text !== null) facts[field] = text.slice(0, longestText)
  }
  readOptions(line, words, facts)
  readTold(line, words, facts)
  readPersonal(line, facts)
  return {
    name,
    kind: kindOf(line, name),
    phones: phonesOf(line),
    facts,
    special: specialOf(line),
    ownerId: words.person(line, 'consultant'),
    consent: line.mark('consent'),
    plate: plateOf(line),
    note: line.text('note'),
  }
}

/** What groups people: household by the store's words, area by the city of the store. */
function readTold(line: LineReader, words: StoreWords, facts: FactsChange): void {
  const household = words.option(line, 'householdType', 'household')
  if (household) facts.householdId = household
  const area = words.area(line, 'area')
  if (area) facts.areaCode = area
}

function readOptions(line: LineReader, words: StoreWords, facts: FactsChange): void {
  const occupation = words.option(line, 'occupation', 'occupation')
  if (occupation) facts.occupationId = occupation
  const industry = words.option(line, 'industry', 'industry')
  if (industry) facts.industryId = industry
  const source = words.option(line, 'source', 'source')
  if (source) facts.sourceId = source
  else if (line.text('source') !== null) line.doubt('source')
  const hobbies = line.text('hobbies')
  if (hobbies === null) return
  const ids = hobbies.split(/[、,，;；/\s]+/).flatMap((word) => {
    if (word === '') return []
    const id = words.option({ ...line, text: () => word }, 'hobbies', 'hobby')
    return id ? [id] : []
  })
  if (ids.length > 0) facts.hobbyIds = [...new Set(ids)].slice(0, mostHobbies)
}

function readPersonal(line: LineReader, facts: FactsChange): void {
  if (line.text('idNumber') !== null) {
    const read = readIdNumber(line.cell('idNumber'))
    if ('id' in read) {
      facts.idNumber = read.id.idNumber
      facts.sex ??= read.id.sex
      facts.birthday = read.id.birthday
    } else line.refuse('idNumber', read.problem)
  }
  const birthday = line.day('birthday', { isAnyYear: true })
  if (birthday !== null && facts.birthday === undefined) facts.birthday = birthday
  const email = line.text('email')
  if (email === null) return
  if (EMAIL.test(email)) facts.email = email
  else line.doubt('email')
}

function phonesOf(line: LineReader): CustomerPhone[] {
  const found = new Map<string, CustomerPhone>()
  const places: [string, PhonePlace | null][] = [
    ['phone', null],
    ['homePhone', 'home'],
    ['officePhone', 'office'],
  ]
  for (const [field, place] of places)
    for (const { canonical, kind } of line.phones(field))
      if (!found.has(canonical)) found.set(canonical, { canonical, kind, place })
  return [...found.values()]
}

function kindOf(line: LineReader, name: string): CustomerValues['kind'] {
  const typed = line.text('kind')
  if (typed === null) return looksLikeCompany(name) ? 'company' : null
  const folded = foldText(typed)
  if (/公司|单位|企业|集团|company|corporate|business/.test(folded)) return 'company'
  if (/个人|私|person|individual|private/.test(folded)) return 'person'
  line.doubt('kind')
  return null
}

function specialOf(line: LineReader): CustomerValues['special'] {
  const typed = line.text('special')
  if (typed === null) return null
  const found = specials.find(([pattern]) => pattern.test(typed))?.[1] ?? null
  if (found === null) line.doubt('special')
  return found
}

function plateOf(line: LineReader): string | null {
  const typed = line.text('plate')
  if (typed === null) return null
  const plate = normalisePlate(typed)
  if (plate === undefined) line.doubt('plate')
  return plate ?? null
}

function sexOf(text: string): 'male' | 'female' | null {
  const folded = foldText(text)
  if (/^(男|先生|男士|m|male|mr\.?)/.test(folded)) return 'male'
  return /^(女|小姐|太太|f|female|ms\.?|mrs\.?|miss)/.test(folded) ? 'female' : null
}

/** Where consent on record comes from when a file says so. */
export const importedConsent = 'import'
