import type { Ctx } from '#foundation/ctx.ts'
import { foldText } from '#shared/full-width.ts'
import type { Found } from '../contract.ts'
import { maskedPhone } from './customers.present.ts'
import { ownersWithin, storesWithin } from './scope.queries.ts'
import { type FoundRow, listDetails, listHits, listIdsByKeys } from './search.queries.ts'
import { type Probe, probesOf, storedKey } from './search-keys.ts'

const mostShown = 20
// Over many stores a common surname has tens of thousands of hits: a few stores are asked first,
// all others only while there is room on the page.
const storesAtOnce = [2, 6, 40, 2_000]

/**
 * Finds customers by whatever was typed, within the actor's scope: at most 20, the likeliest
 * first, masked. The cost depends on the hits in a few stores, never on the size of the table.
 */
export async function searchCustomers(ctx: Ctx, text: string): Promise<Found[]> {
  const probes = probesOf(text, ctx.vault, ctx.store.groupId)
  if (probes.length === 0) return []
  const stores = homeFirst(ctx, storesWithin(ctx, 'customers.read'))
  const owners = await ownersWithin(ctx, 'customers.read')
  const found: FoundRow[] = []
  let from = 0
  for (const count of stores.length === 1 ? [1] : storesAtOnce) {
    // What the first stores do not have at all is rare: the others are asked at once.
    const isRare = from > 0 && found.length === 0
    const some = stores.slice(from, isRare ? undefined : from + count)
    from += some.length
    if (some.length === 0 || found.length >= mostShown) break
    found.push(...(await listHits(ctx, questionOf(some, probes, owners))))
  }
  const shown = rank(found, probes, text).slice(0, mostShown)
  if (shown.length === 0) return []
  const { phones, plates } = await listDetails(
    ctx,
    [...new Set(shown.map((row) => row.store_id))],
    shown.map((row) => row.id),
  )
  return shown.map((row) => ({
    ...present(row, probes),
    maskedPhone: maskedPhone(ctx, row.sealed_key, phones.get(row.id) ?? null),
    plate: plates.get(row.id) ?? null,
  }))
}

/** Ids of this store's customers found by a typed text; for filters of other modules' lists. */
export async function customerIdsByText(ctx: Ctx, text: string, limit = 1000): Promise<string[]> {
  const probes = probesOf(text, ctx.vault, ctx.store.groupId)
  if (probes.length === 0) return []
  return listIdsByKeys(
    ctx,
    probes.map((p) => storedKey(ctx.store.id, p)),
    limit,
  )
}

function questionOf(stores: number[], probes: Probe[], owners: string[] | null) {
  const keysOf = (wanted: Probe[]) => stores.flatMap((s) => wanted.map((p) => storedKey(s, p)))
  return {
    stores,
    keys: keysOf(probes),
    exactKeys: keysOf(probes.filter((p) => p.contains === undefined)),
    contains: probes.find((p) => p.contains !== undefined)?.contains ?? '',
    owners,
    limit: mostShown * 2,
  }
}

function homeFirst(ctx: Ctx, stores: number[]): number[] {
  return [...stores].sort((a, b) => Number(b === ctx.store.id) - Number(a === ctx.store.id))
}

/** The whole name first, then its beginning, then the newest. */
function rank(rows: FoundRow[], probes: Probe[], text: string): FoundRow[] {
  const typed = foldText(text)
  const score = (row: FoundRow) => {
    const name = foldText(row.name)
    const reading = probes.findIndex((p) => isHitBy(row, p))
    return (
      (name === typed ? 0 : name.startsWith(typed) ? 1 : 2) * 10 + (reading === -1 ? 9 : reading)
    )
  }
  return rows
    .map((row) => ({ row, score: score(row) }))
    .sort((a, b) => a.score - b.score || b.row.created_at.getTime() - a.row.created_at.getTime())
    .map(({ row }) => row)
}

function isHitBy(row: FoundRow, probe: Probe): boolean {
  return row.search_keys.includes(storedKey(row.store_id, probe))
}

function present(row: FoundRow, probes: Probe[]): Omit<Found, 'maskedPhone' | 'plate'> {
  return {
    id: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    storeNameEn: row.store_name_en,
    name: row.name,
    sex: row.sex,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    isOwner: row.is_owner,
    special: row.special,
    specialReason: row.special_reason,
    by: probes.find((p) => isHitBy(row, p))?.kind ?? 'name',
  }
}
