import type { Ctx } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { insertExport } from './exports.queries.ts'

/**
 * Keeps in the log of exports what leaves as a file without being a list: a form, a package, an
 * archive. The caller keeps the trail. `list` is the key given to `nameExport`.
 */
export async function logExport(
  ctx: Ctx,
  made: {
    list: string
    format: 'xlsx' | 'csv' | 'pdf' | 'zip'
    rows: number
    withPhones: boolean
    reason?: string | undefined
    /** Who asked, where the product itself writes the file. */
    personId?: string | null
  },
): Promise<void> {
  const id = uuidv7()
  await insertExport(ctx, {
    store_id: ctx.store.id,
    id,
    person_id: made.personId === undefined ? ctx.actor.personId : made.personId,
    list: made.list,
    format: made.format,
    filters: '{}',
    columns: [],
    with_phones: made.withPhones,
    reason: made.reason === undefined ? null : maskPhonesInText(made.reason),
    rows_found: made.rows,
    rows_written: made.rows,
    state: 'done',
    started_at: ctx.now,
    finished_at: ctx.now,
  })
  announce(ctx, { type: 'lists.exported', recordId: id, data: { list: made.list } })
}
