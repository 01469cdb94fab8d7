import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { recordIdOfNumber } from './head-office.ts'
import { findStoreRow, updateStore } from './stores.queries.ts'

/**
 * Keeps a module's own rules of the request's store beside the store's settings, under the module's
 * name; read from `ctx.store.settings[name]`. Gives the rules they replaced, undefined where there were
 * none. Throws `core.stale_version` when others were quicker.
 */
export async function keepModuleRules(
  ctx: Ctx,
  name: string,
  rules: Record<string, unknown>,
): Promise<unknown> {
  const row = await findStoreRow(ctx.tx, ctx.store.groupId, ctx.store.id)
  if (!row) throw coreError('core.not_found')
  const before = row.settings as Record<string, unknown>
  const saved = await updateStore(
    ctx.tx,
    { id: row.id, version: row.version },
    { settings: JSON.stringify({ ...before, [name]: rules }) },
  )
  if (!saved) throw coreError('core.stale_version')
  audit(ctx, {
    action: 'store.changed',
    recordType: 'store',
    recordId: String(row.id),
    detail: { before: { [name]: before[name] ?? null }, after: { [name]: rules } },
  })
  announce(ctx, {
    type: 'access.store_changed',
    recordId: recordIdOfNumber('store', row.id),
    data: { storeId: row.id, settings: [name] },
  })
  return before[name]
}
