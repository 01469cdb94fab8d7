import { pinyinKeys } from '#foundation/pinyin.ts'
import { foldText } from '#shared/full-width.ts'
import { lastFour } from '#shared/phone.ts'
import { bigrams, classifyQuery, plateKeys, type QueryReading } from '#shared/search-keys.ts'
import { vinTail } from '#shared/vin.ts'

export interface SearchableCustomer {
  storeId: number
  name: string
  phones: readonly PhoneHashes[]
  plates?: readonly string[]
  vins?: readonly string[]
  orderNumbers?: readonly string[]
  /** Texts found only when typed whole (ID and tax number, e-mail), as their keyed hashes. */
  exact?: readonly string[]
}

export interface PhoneHashes {
  hash: Buffer
  lastFourHash: Buffer
}

/** Makes the keyed hashes of a number; given by the vault. */
export interface PhoneHasher {
  hashPhone(groupId: number, canonical: string): Buffer
  hashLastFour(groupId: number, digits: string): Buffer
  hash(purpose: string, value: string): Buffer
}

// The kinds of key; README.md lists them.
const kindOf = {
  phone: 'p',
  lastFour: 'f',
  name: 'n',
  pinyin: 'y',
  plate: 'c',
  vin: 'v',
  order: 'o',
  exact: 'x',
} as const
export type KeyKind = keyof typeof kindOf

/** Every key under which a customer is found; pure, for saving, importing and simulating alike. */
export function searchKeysOf(customer: SearchableCustomer): string[] {
  const prefix = storePrefix(customer.storeId)
  const keys = new Set<string>()
  const add = (kind: KeyKind, value: string) => keys.add(`${prefix}${kindOf[kind]}${value}`)
  for (const value of nameKeys(customer.name)) add('name', value)
  for (const value of pinyinKeys(customer.name)) add('pinyin', value)
  for (const { hash, lastFourHash } of customer.phones) {
    add('phone', hash.toString('base64url'))
    add('lastFour', lastFourHash.toString('base64url'))
  }
  for (const plate of customer.plates ?? [])
    for (const value of plateKeys(plate)) add('plate', value)
  for (const vin of customer.vins ?? []) {
    add('vin', vin)
    add('vin', vinTail(vin))
  }
  for (const number of customer.orderNumbers ?? []) add('order', foldText(number).toUpperCase())
  for (const hash of customer.exact ?? []) add('exact', hash)
  return [...keys]
}

/** The keyed hashes of a canonical number within a group. */
export function phoneHashes(hasher: PhoneHasher, groupId: number, canonical: string): PhoneHashes {
  return {
    hash: hasher.hashPhone(groupId, canonical),
    lastFourHash: hasher.hashLastFour(groupId, lastFour(canonical)),
  }
}

/** The keyed hash of a text that is found only when typed whole; `folded` by `foldText`. */
export function exactHash(
  hasher: Pick<PhoneHasher, 'hash'>,
  groupId: number,
  folded: string,
): string {
  return hasher.hash('exact-fact', `${groupId}:${folded}`).toString('base64url')
}

const kinds = new Map<string, KeyKind>(
  Object.entries(kindOf).map(([kind, letter]) => [letter, kind as KeyKind]),
)

/** Which kind of key a stored key of a store is; undefined for another store's. */
export function kindOfKey(storeId: number, key: string): KeyKind | undefined {
  const prefix = storePrefix(storeId)
  return key.startsWith(prefix) ? kinds.get(key.charAt(prefix.length)) : undefined
}

/** Leaves out the keys of texts found whole, which an edit of facts renews by itself. */
export function withoutExact(storeId: number, keys: readonly string[]): string[] {
  const prefix = `${storePrefix(storeId)}${kindOf.exact}`
  return keys.filter((key) => !key.startsWith(prefix))
}

/** What a typed text asks for, as keys without their store: `value` is one key of each. */
export interface Probe {
  kind: KeyKind
  value: string
  /** For names of three and more characters: what the name must also contain. */
  contains?: string
}

/** The keys to look up for a typed text, the likeliest reading first. */
export function probesOf(text: string, hasher: PhoneHasher, groupId: number): Probe[] {
  const probes = classifyQuery(text).flatMap((r) => probeOf(r, hasher, groupId))
  const order = foldText(text).toUpperCase()
  if (/^(?=.*\d)[A-Z0-9-]{5,40}$/.test(order)) probes.push({ kind: 'order', value: order })
  const whole = foldText(text)
  if (/^[^@]+@[^@]+\.[^@]+$|^[0-9a-z]{15,20}$/.test(whole))
    probes.unshift({ kind: 'exact', value: exactHash(hasher, groupId, whole) })
  return probes
}

/** One key as it is stored: the store first, so that a search reads its stores' rows only. */
export function storedKey(storeId: number, probe: Probe): string {
  return `${storePrefix(storeId)}${kindOf[probe.kind]}${probe.value}`
}

function probeOf(reading: QueryReading, hasher: PhoneHasher, groupId: number): Probe[] {
  switch (reading.kind) {
    case 'phone':
      return [
        {
          kind: 'phone',
          value: hasher.hashPhone(groupId, reading.canonical).toString('base64url'),
        },
      ]
    case 'lastFour':
      return [
        {
          kind: 'lastFour',
          value: hasher.hashLastFour(groupId, reading.digits).toString('base64url'),
        },
      ]
    case 'plate':
      return [{ kind: 'plate', value: reading.plate }]
    case 'vin':
      return [{ kind: 'vin', value: reading.vin }]
    case 'vinTail':
      return [{ kind: 'vin', value: reading.tail }]
    case 'pinyin':
      return reading.letters.length < 2 ? [] : [{ kind: 'pinyin', value: reading.letters }]
    case 'name':
      return nameProbe(reading.text)
  }
}

function nameProbe(text: string): Probe[] {
  const pairs = bigrams(text)
  const last = pairs.at(-1)
  if (last === undefined) return []
  // The end of a name is its rare part; the surname comes first.
  return pairs.length > 1
    ? [{ kind: 'name', value: last, contains: text }]
    : [{ kind: 'name', value: last }]
}

/** Pairs of neighbouring characters, and each Chinese character by itself. */
function nameKeys(name: string): Set<string> {
  const single = Array.from(foldText(name)).filter((c) => /\p{Script=Han}/u.test(c))
  return new Set([...bigrams(name), ...single])
}

function storePrefix(storeId: number): string {
  return `${storeId.toString(36)}:`
}
