import { inStores } from '#foundation/db/database.ts'
import type { TakenBack } from '#foundation/operations/operation.ts'
import { findStoreOfOperation } from '#foundation/operations/operations.queries.ts'
import { modules } from '../modules.ts'
import { argument, type Command, type CommandSetting, type Given, UsageError } from './command.ts'

export const undoCommand: Command = {
  name: 'undo',
  usage: 'undo OPERATION [--with-touched]',
  summary: {
    zh: '撤销一次批量操作（之后改动过的记录默认保留）',
    en: 'Takes an operation back; records touched since stay unless --with-touched',
  },
  options: { 'with-touched': { type: 'boolean' } },
  run: undo,
  print: (r: TakenBack) =>
    `${r.withdrawn} taken back, ${r.restored} restored, ${r.kept} kept / 撤回 ${r.withdrawn}，恢复 ${r.restored}，保留 ${r.kept}`,
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function undo(
  given: Given,
  { app }: CommandSetting,
): Promise<TakenBack & { operation: string }> {
  const operation = argument(given, 0, 'OPERATION')
  if (!uuid.test(operation)) throw new UsageError(`${operation}: no such operation / 没有这个操作`)
  const stores = await app.listStores(app.db)
  const found = await inStores(
    app.db,
    stores.map((store) => store.id),
    (tx) => findStoreOfOperation(tx, operation),
  )
  const store = stores.find((one) => one.id === found?.storeId)
  const kind = modules
    .flatMap((module) => module.operations ?? [])
    .find((one) => one.kind === found?.kind)
  if (!store || !kind) throw new UsageError(`${operation}: no such operation / 没有这个操作`)
  const withTouched = given.options['with-touched'] === true
  return { operation, ...(await kind.takeBack(app, store, operation, { withTouched })) }
}
