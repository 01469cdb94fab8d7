import type { Ctx } from '#foundation/ctx.ts'
import { customerIdsByText } from '#modules/customers/index.ts'
import { keepFile, openFile } from '#modules/notes/index.ts'
import type { FileAnswer, UploadedFile } from '#shared/contract.ts'
import { type Day, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { encodeCursor } from '#shared/paging.ts'
import { say } from '#shared/words.ts'
import { contractWords } from '../../contract-words.ts'
import { type Contract, type ContractsQuery, documentsError } from '../../contracts/documents.ts'
import { cursorKey } from '../cursor-key.ts'
import { lockOrder } from '../orders.policy.ts'
import { findOrderLine } from '../orders.queries.ts'
import { assertMayStep } from './contract-state.ts'
import {
  type ContractRow,
  countContractsOf,
  findContract,
  listContractPage,
  listContractSteps,
  listContractsOfOrder,
  updateContract,
} from './contracts.queries.ts'
import { drawWord } from './draw-word.ts'

const waiting: readonly string[] = ['prepared', 'printed', 'customer_signed']

function present(row: ContractRow, today: Day): Contract {
  return {
    id: row.id,
    number: row.number,
    turn: row.turn,
    orderId: row.order_id,
    orderNumber: row.order_number,
    orderState: row.order_state,
    customer: { id: row.customer_id, name: row.customer ?? '—' },
    owner: { id: row.owner_id, name: row.owner ?? '—' },
    amountFen: row.amount_fen,
    templateName: row.template_name,
    templateVersion: row.template_version,
    state: row.state,
    stateAt: row.state_at.toISOString(),
    dueOn: row.due_on,
    isLate: waiting.includes(row.state) && row.due_on !== null && row.due_on < today,
    isOutdated: row.state !== 'void' && row.changed_since,
    hasScan: row.scan_file_id !== null,
    madeAt: row.made_at.toISOString(),
    madeBy: row.maker,
    version: row.version,
  }
}

/** A page of the contracts of orders the actor may see, newest first. */
export async function readContracts(
  ctx: Ctx,
  query: ContractsQuery & { cursor?: string | undefined; limit: number },
) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const filter = {
    ...query,
    today,
    me: ctx.actor.personId,
    customerIds: query.q ? await customerIdsByText(ctx, query.q) : [],
  }
  const after = cursorKey(query.cursor, today)
  const rows = await listContractPage(ctx, filter, { after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => present(row, today)),
    nextCursor: last ? encodeCursor([last.made_at.toISOString(), last.id], today) : null,
    count: after === undefined ? await countContractsOf(ctx, filter) : null,
  }
}

/** The contracts of an order with their lives, newest first. */
export async function readContractsOf(ctx: Ctx, orderId: string) {
  if (!(await findOrderLine(ctx, orderId, 'orders.read'))) throw coreError('core.not_found')
  return withLife(ctx, await listContractsOfOrder(ctx, orderId))
}

/** One contract with its life. */
export async function readContract(ctx: Ctx, id: string) {
  const row = await findContract(ctx, id)
  const [contract] = row ? await withLife(ctx, [row]) : []
  if (!row || !contract) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  return contract
}

async function withLife(ctx: Ctx, rows: readonly ContractRow[]) {
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const steps = await listContractSteps(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...present(row, today),
    life: steps
      .filter((step) => step.contract_id === row.id)
      .map((step) => ({
        state: step.state,
        at: step.at.toISOString(),
        by: step.person,
        note: step.note,
      })),
  }))
}

/** A contract as it was handed out, or its signed copy; logged. A void one says so on every page. */
export async function contractFileOf(
  ctx: Ctx,
  id: string,
  format: 'pdf' | 'docx' | 'scan',
): Promise<FileAnswer> {
  const row = await findContract(ctx, id)
  const fileId =
    format === 'pdf' ? row?.pdf_file_id : format === 'docx' ? row?.word_file_id : row?.scan_file_id
  if (!row || !fileId) throw coreError('core.not_found')
  ctx.customerId = row.customer_id
  if (row.state !== 'void' || format === 'scan')
    return openFile(ctx, fileId, 'attachment.downloaded')
  const mark = say(contractWords.voidMark, 'zh')
  const word = await openFile(ctx, row.word_file_id, 'attachment.downloaded')
  if (format === 'docx') return { ...word, name: `${row.number} ${mark}.docx` }
  const { pdf } = await drawWord(word.body as Uint8Array, row.number, mark)
  return { name: `${row.number} ${mark}.pdf`, contentType: 'application/pdf', body: pdf }
}

/** Keeps the signed copy of a contract; a later one replaces it, the earlier stays among the files. */
export async function keepScan(
  ctx: Ctx,
  id: string,
  file: UploadedFile,
  given: { fileId?: string | undefined },
): Promise<void> {
  const seen = await findContract(ctx, id)
  if (!seen) throw coreError('core.not_found')
  assertMayStep(ctx, await lockOrder(ctx, seen.order_id, 'orders.read'), false)
  const row = await findContract(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (row.state === 'void')
    throw documentsError('contracts.wrong_step', { state: say(contractWords.is_void, ctx.locale) })
  const kept = await keepFile(ctx, row.customer_id, file, {
    id: given.fileId,
    note: `${say(contractWords.scan, ctx.locale)} ${row.number}`,
  })
  await updateContract(ctx, id, row.version, { scan_file_id: kept.id })
}
