import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { pinyinOf } from '#foundation/pinyin.ts'
import { foldText } from '#shared/full-width.ts'
import { uuidv7 } from '#shared/ids.ts'
import { bigrams } from '#shared/search-keys.ts'
import { type KeyKind, kindOfKey, storedKey } from '../search-keys.ts'
import {
  type ComparedRow,
  listAlike,
  listUnchecked,
  markChecked,
  savePair,
  withdrawPairs,
} from './duplicates.queries.ts'
import { type Likeness, listedFrom, scorePair } from './score.ts'

const atOnce = 200
const alikeAtMost = 60

/**
 * Compares records that changed since they were last looked at with those that share a number, plate,
 * VIN, ID number, name or reading, through the search keys: never all with all. Gives how many were
 * compared. Called by the clock, some hundreds at a time.
 */
export async function findDuplicates(app: App, store: StoreInfo, limit = 2_000): Promise<number> {
  let done = 0
  while (done < limit) {
    const n = await runInStore(app, store, compareSome)
    done += n
    if (n < atOnce) break
  }
  return done
}

async function compareSome(ctx: Ctx): Promise<number> {
  const rows = await listUnchecked(ctx, atOnce)
  for (const row of rows) await compare(ctx, row)
  if (rows.length > 0) await markChecked(ctx, rows)
  return rows.length
}

async function compare(ctx: Ctx, row: ComparedRow): Promise<void> {
  const strong = row.search_keys.filter((key) =>
    ['phone', 'plate', 'vin', 'lastFour'].includes(kindOfKey(ctx.store.id, key) ?? ''),
  )
  // The rarest keys of a name: its last pair of characters, and its whole reading.
  const named = [nameKey(row.name), readingKey(row.name)]
    .filter((probe) => probe !== undefined)
    .map((probe) => storedKey(ctx.store.id, probe))
  const byProof =
    strong.length > 0 || row.id_number_hash ? await listAlike(ctx, row, strong, alikeAtMost) : []
  const byName = named.length > 0 ? await listAlike(ctx, row, named, alikeAtMost) : []
  const others = new Map([...byProof, ...byName].map((one) => [one.id, one]))
  const folded = foldText(row.name)
  const namesakes = 1 + byName.filter((one) => foldText(one.name) === folded).length
  const found: string[] = []
  for (const other of others.values()) {
    const { score, reasons } = scorePair(likenessOf(ctx, row, other, namesakes))
    if (score < listedFrom) continue
    found.push(other.id)
    const [firstId, secondId] = row.id < other.id ? [row.id, other.id] : [other.id, row.id]
    await savePair(ctx, { id: uuidv7(), firstId, secondId, score, reasons })
  }
  await withdrawPairs(ctx, row.id, found)
}

function nameKey(name: string) {
  const last = bigrams(name).at(-1)
  return last === undefined || last.length < 2 ? undefined : { kind: 'name' as const, value: last }
}

function readingKey(name: string) {
  const { full } = pinyinOf(name)
  return full.length < 4 ? undefined : { kind: 'pinyin' as const, value: full }
}

function likenessOf(ctx: Ctx, one: ComparedRow, other: ComparedRow, namesakes: number): Likeness {
  const keys = new Set(other.search_keys)
  const shares = (kind: KeyKind, isWhole: (key: string) => boolean = () => true) =>
    one.search_keys.some(
      (key) => kindOfKey(ctx.store.id, key) === kind && keys.has(key) && isWhole(key),
    )
  const sameName = foldText(one.name) === foldText(other.name)
  const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
  return {
    sameIdNumber:
      one.id_number_hash !== null &&
      other.id_number_hash !== null &&
      one.id_number_hash.equals(other.id_number_hash),
    samePhone: shares('phone'),
    // A VIN's last six are a key too; two cars may share those.
    sameVin: shares('vin', (key) => key.length - key.indexOf('v') - 1 === 17),
    samePlate: shares('plate', (key) => /\p{Script=Han}/u.test(key)),
    sameName,
    readsAlike: !sameName && pinyinOf(one.name).full === pinyinOf(other.name).full,
    sameLastFour: shares('lastFour'),
    namesakes,
    isCompany: one.kind === 'company' && other.kind === 'company',
    nameLength: Array.from(foldText(one.name)).length,
    otherSex: differ(one.sex, other.sex),
    otherBirthday: differ(one.birthday, other.birthday),
  }
}
