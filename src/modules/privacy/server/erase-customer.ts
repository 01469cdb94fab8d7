import type { Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { customerTables } from '#foundation/tables.ts'
import { lockCustomer } from '#modules/customers/index.ts'
import { endForErasure, findOpenCard } from '#modules/opportunities/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type ErasureCheck, type PrivacyRequest, privacyError, privacyEvents } from '../contract.ts'
import {
  countAnswersLeft,
  countByHash,
  countFilesLeft,
  countKeys,
  countLeft,
  deleteAnswers,
  deleteFiles,
  destroyKey,
  eraseRows,
  hashesOf,
  idsOfPerson,
  releaseNumber,
} from './erase.queries.ts'
import { noteErasure } from './erasure-log.ts'
import { presentRequest } from './privacy.present.ts'
import { erasedName, insertRequest, listRequests, tellHolders } from './privacy.queries.ts'

interface ErasureOrigin {
  isFromElsewhere?: boolean
  /** The other stores of the group are not told. */
  staysHere?: boolean
}

/** What stands where the name was. */

/**
 * Erases a person: every declared table, the numbers, the search, the files and answers kept, and
 * last the person's own key, without which the audit trail and inverses of operations cannot be read
 * (rules.md, As of, undo, erase). The open card ends. Counted facts stay: they name nobody. Gives the
 * request with its proof; all stores of the group that hold the person do the same. A resent id
 * gives the first answer; `privacy.already_erased` where it was done before.
 */
export async function eraseCustomer(
  ctx: Ctx,
  customerId: string,
  given: { id?: string | undefined; reason: string },
  // Asked elsewhere, past its period or repeated after a restore, it is this store's alone.
  { isFromElsewhere = false, staysHere = isFromElsewhere }: ErasureOrigin = {},
): Promise<PrivacyRequest> {
  const id = given.id ?? uuidv7()
  const customer = await lockCustomer(ctx, customerId)
  if (!customer) throw coreError('core.not_found')
  if (customer.erased_at) {
    const [before] = given.id ? await listRequests(ctx, { id }, { limit: 1 }) : []
    if (before) return presentRequest(before)
    throw privacyError('privacy.already_erased')
  }
  const ids = await idsOfPerson(ctx, customerId)
  const card = await findOpenCard(ctx, customerId)
  if (card && !(await endForErasure(ctx, card.id)))
    throw privacyError('privacy.is_owner_of_open_order')

  const numbers = await hashesOf(ctx, ids)
  if (!staysHere)
    for (const { hash } of numbers)
      await tellHolders(ctx, hash, privacyEvents.askedElsewhere, { kind: 'erasure' })
  for (const { hash, customer_id } of numbers) await releaseNumber(ctx, hash, customer_id)

  const cleared = new Map<string, number>()
  for (const table of customerTables()) cleared.set(keyOf(table), await eraseRows(ctx, table, ids))
  const answers = await deleteAnswers(ctx, ids)
  const files = await deleteFiles(ctx, ids, ctx.vault.seal('—'))
  await destroyKey(ctx, ids, erasedName)

  const proof = await prove(ctx, ids, {
    cleared,
    answers,
    files,
    hashes: numbers.map((n) => n.hash),
  })
  await insertRequest(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customerId,
    kind: 'erasure',
    reason: maskPhonesInText(given.reason),
    is_from_elsewhere: isFromElsewhere,
    asked_at: ctx.now,
    recorded_by: ctx.actor.personId,
    done_at: ctx.now,
    proof: JSON.stringify(proof),
  })
  audit(ctx, {
    action: 'customer.erased',
    recordType: 'customer',
    recordId: customerId,
    detail: { isFromElsewhere, left: proof.reduce((sum, check) => sum + check.left, 0) },
    reason: given.reason,
  })
  announce(ctx, { type: privacyEvents.erased, recordId: customerId })
  await noteErasure(ctx, ids)
  const [request] = await listRequests(ctx, { id }, { limit: 1 })
  if (!request) throw coreError('core.not_found')
  return presentRequest(request)
}

const keyOf = (table: { table: string; customerColumn: string }) =>
  `${table.table}.${table.customerColumn}`

/** Looks again at every place a person can stand in; what is left anywhere is told. */
async function prove(
  ctx: Ctx,
  ids: readonly string[],
  done: { cleared: Map<string, number>; answers: number; files: string[]; hashes: Buffer[] },
): Promise<ErasureCheck[]> {
  const checks: ErasureCheck[] = []
  for (const table of customerTables()) {
    // The name has its own sign in place of it.
    const erased = Array.isArray(table.erased)
      ? table.erased.filter((column) => !(table.table === 'customers' && column === 'name'))
      : table.erased
    checks.push({
      subject: table.title[0],
      subjectEn: table.title[1],
      cleared: done.cleared.get(keyOf(table)) ?? 0,
      left: await countLeft(ctx, { ...table, erased }, ids),
      keptBecause: table.keptBecause?.[0] ?? null,
      keptBecauseEn: table.keptBecause?.[1] ?? null,
    })
  }
  const check = (subject: string, subjectEn: string, cleared: number, left: number) =>
    checks.push({ subject, subjectEn, cleared, left, keptBecause: null, keptBecauseEn: null })
  check('搜索与密钥', 'Search and key', ids.length, await countKeys(ctx, ids))
  check('号码索引', 'Numbers', done.hashes.length, await countByHash(ctx, done.hashes))
  check(
    '上传与导出的文件',
    'Uploaded and exported files',
    done.files.length,
    await countFilesLeft(ctx, done.files),
  )
  check('重试应答', 'Answers kept for retries', done.answers, await countAnswersLeft(ctx, ids))
  return checks
}
