import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { columns, type TableName } from './rows.ts'
import type { StoreRows } from './store-history.ts'

/** The order of loading: parents first. */
const order: TableName[] = [
  'media_evaluations',
  'stock_cars',
  'customers',
  'customer_phones',
  'customer_relations',
  'phone_owners',
  'vehicles',
  'service_visits',
  'opportunities',
  'opportunity_changes',
  'loss_checks',
  'quotes',
  'quote_versions',
  'quote_lines',
  'quote_approvals',
  'quote_numbers',
  'orders',
  'order_credits',
  'order_cars',
  'order_lines',
  'order_changes',
  'order_payments',
  'order_steps',
  'win_steps',
  'order_deliveries',
  'follow_ups',
  'contacts',
  'visits',
  'visit_closures',
  'appointments',
  'rotation_skills',
  'staff_leaves',
  'comments',
  'tasks',
  'attachments',
  'attachment_chunks',
  'leads',
  'lead_steps',
  'lead_answers',
  'lead_invitations',
  'consents',
  'privacy_requests',
  'audit_entries',
  'day_notes',
]

/** Copies a store's rows into the database as the owner; gives how many rows. */
export async function loadStore(client: pg.Client, rows: StoreRows): Promise<number> {
  let total = 0
  for (const table of order) {
    total += rows[table].size
    const text = rows[table].take()
    if (text === '') continue
    const into = client.query(
      copyFrom(`copy keyuan.${table} (${columns[table].join(', ')}) from stdin`),
    )
    await pipeline(Readable.from([Buffer.from(text)]), into)
  }
  return total
}

/** Runs a large load without the search index, which is made anew at its end. */
export async function withoutSearchIndex(
  client: pg.Client,
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = 'keyuan' and indexname = 'customers_search'",
  )
  await client.query('drop index if exists keyuan.customers_search')
  try {
    await work()
  } finally {
    await client.query("set maintenance_work_mem = '512MB'")
    if (rows[0]) await client.query(rows[0].indexdef)
  }
}
