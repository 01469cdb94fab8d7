import { type Ctx, personOf } from '#foundation/ctx.ts'
import { keepFile } from '#modules/notes/index.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { templateWords } from '../../template-words.ts'
import { contractWords } from '../../contract-words.ts'
import { listCars } from '../cars.queries.ts'
import { noteOrder } from '../note-order.ts'
import { assertState, lockOrder } from '../orders.policy.ts'
import { findOrderLine, listLines, updateOrder } from '../orders.queries.ts'
import { rulesOf } from '../rules.ts'
import { contractValues } from './contract-values.ts'
import {
  findContract,
  findTemplateFile,
  insertContract,
  insertContractStep,
  listTemplateRows,
} from './contracts.queries.ts'
import { voidContract } from './contract-state.ts'

/**
 * Makes the contract of an order under way: Word from the store's template, and the PDF of that very
 * document, both kept with the customer. The one before is void and stays readable. The same id again gives it as it is.
 */
export async function makeContractOf(
  ctx: Ctx,
  orderId: string,
  given: { id?: string | undefined; templateId?: string | null | undefined },
): Promise<string> {
  const row = await lockOrder(ctx, orderId, 'orders.write')
  const id = given.id ?? uuidv7()
  if (given.id !== undefined && (await findContract(ctx, id))) return id
  assertState(ctx, row, 'draft', 'signed')
  const template = await chooseTemplate(ctx, given.templateId)
  const turn = row.contracts_made + 1
  const number = `${row.number.replace(/^DD/, 'HT')}-${turn}`
  const order = await findOrderLine(ctx, orderId, 'any')
  if (!order) throw coreError('core.not_found')
  const values = await contractValues(ctx, {
    order,
    lines: await listLines(ctx, orderId),
    cars: await listCars(ctx, orderId),
    number,
  })
  const keep = (ending: string, bytes: Uint8Array) =>
    keepFile(
      ctx,
      row.customer_id,
      { name: `${number}.${ending}`, bytes },
      { note: `${say(contractWords.contract, ctx.locale)} ${number}` },
    )
  const { drawWord } = await import('./draw-word.ts')
  const { fillTemplate } = await import('./fill-template.ts')
  const filled = fillTemplate(template.bytes, values)
  const word = await keep('docx', filled)
  const pdf = await keep('pdf', (await drawWord(filled, number)).pdf)
  if (turn > 1) await voidContract(ctx, orderId, number)
  await updateOrder(ctx, orderId, { contracts_made: turn })
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const isNew = await insertContract(ctx, {
    store_id: ctx.store.id,
    id,
    order_id: orderId,
    customer_id: row.customer_id,
    owner_id: row.owner_id,
    number,
    turn,
    order_version: row.version + 1,
    amount_fen: row.amount_fen,
    template_id: template.id,
    template_name: template.name,
    template_version: template.version,
    word_file_id: word.id,
    pdf_file_id: pdf.id,
    state_at: ctx.now,
    due_on: addDays(today, (await rulesOf(ctx)).contractDays),
    made_at: ctx.now,
    made_by: personOf(ctx),
  })
  if (!isNew) throw coreError('core.duplicate')
  await insertContractStep(ctx, { id: uuidv7(), contract_id: id, state: 'prepared', note: '' })
  await noteOrder(ctx, await lockOrder(ctx, orderId, 'any'), 'documents', {
    reason: number,
    detail: { contract: number, template: template.name, templateVersion: template.version },
  })
  return id
}

interface ChosenTemplate {
  id: string | null
  name: string
  version: number
  bytes: Uint8Array
}

/** The template asked for, else the store's usual one, else the one the product brings along (null). */
async function chooseTemplate(ctx: Ctx, asked: string | null | undefined): Promise<ChosenTemplate> {
  const rows = (await listTemplateRows(ctx)).filter((row) => row.is_active)
  const row =
    asked === undefined ? rows.find((one) => one.is_default) : rows.find((one) => one.id === asked)
  if (asked && !row) throw coreError('core.not_found')
  if (!row || asked === null) {
    const { standardTemplate } = await import('./standard-template.ts')
    return {
      id: null,
      name: say(templateWords.builtIn, ctx.locale),
      version: 1,
      bytes: standardTemplate(),
    }
  }
  const file = await findTemplateFile(ctx, row.id, row.last_version)
  if (!file) throw coreError('core.not_found')
  return { id: row.id, name: row.name, version: row.last_version, bytes: file.bytes }
}
