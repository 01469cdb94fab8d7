import type { Tx } from '#foundation/db/database.ts'

/** The names of people of a group, whether they are still active or not. */
export async function namesOfPeople(
  tx: Tx,
  groupId: number,
  ids: string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('people')
    .select(['id', 'name'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The names and marks of this store's customers. */
export async function namesOfCustomers(
  tx: Tx,
  storeId: number,
  ids: string[],
): Promise<Map<string, { name: string; special: 'fleet' | 'vip' | 'difficult' | null }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'name', 'special'])
    .where('store_id', '=', storeId)
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [row.id, { name: row.name, special: row.special as 'fleet' | null }]),
  )
}

/** The series of a group by id. */
export async function namesOfSeries(
  tx: Tx,
  groupId: number,
  ids: string[],
): Promise<Map<string, { name: string; nameEn: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('series')
    .select(['id', 'name', 'name_en'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, nameEn: row.name_en }]))
}

/** The standard and own words of a source by id. */
export async function namesOfSources(
  tx: Tx,
  groupId: number,
  ids: string[],
): Promise<Map<string, { name: string; nameEn: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('options')
    .select(['id', 'label', 'label_en'])
    .where('group_id', '=', groupId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.label, nameEn: row.label_en }]))
}

/** The words for those who are no prospects, by their codes. */
export async function namesOfKinds(
  tx: Tx,
  store: { groupId: number; id: number },
  codes: string[],
): Promise<Map<string, { name: string; nameEn: string }>> {
  if (codes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('options')
    .select(['code', 'label', 'label_en'])
    .where('group_id', '=', store.groupId)
    .where('kind', '=', 'not_prospect')
    .where((eb) => eb.or([eb('store_id', 'is', null), eb('store_id', '=', store.id)]))
    .where('code', 'in', codes)
    .execute()
  return new Map(rows.map((row) => [row.code, { name: row.label, nameEn: row.label_en }]))
}
