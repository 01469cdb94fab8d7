// Builders for tests of importing: a store with the staff and words of the sample register.
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { runInStore } from '#foundation/app.ts'
import type { StoreInfo } from '#foundation/ctx.ts'
import { inStores } from '#foundation/db/database.ts'
import { makeGroup, type TestGroup, type TestPerson } from '#modules/access/testing.ts'
import { seedCatalog } from '#modules/catalog/index.ts'
import { seedDictionaries } from '#modules/dictionaries/index.ts'
import type { TestApp } from '../../../../testing.ts'
import { samplePath, type TruthRow } from '../register/testing.ts'

export interface ImportStore {
  group: TestGroup
  store: StoreInfo
  clerk: TestPerson
  /** Consultants of the sample by name. */
  consultants: Map<string, TestPerson>
}

/** A store of its own with the staff of the sample register. */
export async function makeImportStore(kit: TestApp): Promise<ImportStore> {
  const group = await makeGroup(kit.app)
  await inStores(kit.app.db, [], async (tx) => {
    await seedDictionaries(tx, group.groupId)
    await seedCatalog(tx, group.groupId)
  })
  const staff = (await readFile(samplePath('sf01-staff.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/)
    .slice(1)
  const consultants = new Map<string, TestPerson>()
  for (const line of staff) {
    const [name = '', role = ''] = line.split(',')
    if (role === 'consultant') consultants.set(name, await group.addPerson('consultant', { name }))
  }
  const clerk = await group.addPerson('information_clerk')
  return { group, store: group.store, clerk, consultants }
}

export async function sampleFile(name: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name, bytes: await readFile(samplePath(name)) }
}

/** What the rows of the truth say: duplicates and refused lines dropped, first filed of a phone new. */
export function countsOfTruth(truth: readonly TruthRow[]) {
  const seen = new Set<string>()
  const counts = { unfiled: 0, newlyFiled: 0, repeat: 0 }
  const byDay = new Map<string, number>()
  const byConsultant = new Map<string, { unfiled: number; newlyFiled: number; repeat: number }>()
  for (const row of truth) {
    if (row.duplicateOf !== undefined || row.flaw !== null || row.unknownConsultant) continue
    const isKnown = row.phone !== null && seen.has(row.phone)
    const kind = row.phone === null ? 'unfiled' : isKnown ? 'repeat' : 'newlyFiled'
    if (row.phone !== null) seen.add(row.phone)
    counts[kind] += 1
    const own = byConsultant.get(row.consultant) ?? { unfiled: 0, newlyFiled: 0, repeat: 0 }
    own[kind] += 1
    byConsultant.set(row.consultant, own)
    if (kind !== 'repeat') byDay.set(row.date, (byDay.get(row.date) ?? 0) + 1)
  }
  return { ...counts, byDay, byConsultant }
}

const notCompared = new Set([
  'people',
  'audit_entries',
  'events',
  'stored_answers',
  'operations',
  'operation_changes',
  'import_files',
  'import_lines',
  'import_headers',
  'operation_parts',
  'visit_closures',
  'number_facts',
  'fact_marks',
  'fact_shapes',
  'customer_priorities',
])

/** Every store table as it stands, withdrawn rows, versions and marks of time left out. */
export function dumpOfStore(kit: TestApp, store: StoreInfo): Promise<Record<string, unknown[]>> {
  return runInStore(kit.app, store, async ({ tx }) => {
    const { rows } = await sql<{ name: string; withdrawn: boolean }>`
      select t.table_name as name, bool_or(c.column_name = 'withdrawn_at') as withdrawn
        from information_schema.tables t join information_schema.columns c
          on c.table_schema = t.table_schema and c.table_name = t.table_name
       where t.table_schema = 'keyuan' and t.table_type = 'BASE TABLE'
       group by t.table_name having bool_or(c.column_name = 'store_id')`.execute(tx)
    const dump: Record<string, unknown[]> = {}
    for (const { name, withdrawn } of rows) {
      if (notCompared.has(name) || name === 'phone_owners') continue
      const table = await sql<{ row: string }>`
        select (to_jsonb(t) - 'version' - 'imported_version')::text as row from ${sql.table(name)} t
         where t.store_id = ${store.id} and ${withdrawn ? sql`t.withdrawn_at is null` : sql`true`}
         order by 1`.execute(tx)
      dump[name] = table.rows.map(({ row }) => row)
    }
    return dump
  })
}
