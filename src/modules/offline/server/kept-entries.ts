import type { Ctx } from '#foundation/ctx.ts'
import { loadCustomer } from '#modules/customers/index.ts'
import { listKept } from './offline.queries.ts'

interface Content {
  field: string | null
  entered?: unknown
  stands?: unknown
}

/** What was entered on devices about a customer and did not become the record, newest first. */
export async function readKeptEntries(ctx: Ctx, customerId: string) {
  await loadCustomer(ctx, customerId)
  const rows = await listKept(ctx, customerId)
  return {
    items: rows.map((row) => {
      const isReadable = row.sealed_key !== null && row.content_sealed !== null
      const content: Content = isReadable
        ? JSON.parse(ctx.vault.openFor(row.sealed_key as Buffer, row.content_sealed as Buffer))
        : { field: null }
      return {
        id: row.id,
        kind: row.kind,
        personName: row.person_name,
        enteredAt: row.entered_at.toISOString(),
        recordedAt: row.recorded_at.toISOString(),
        field: content.field,
        entered: sayValue(content.entered),
        stands: sayValue(content.stands),
      }
    }),
  }
}

function sayValue(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
