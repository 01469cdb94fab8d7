import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type {
  ContractTemplateFiles,
  ContractTemplates,
  OrderContracts,
} from '#foundation/db/schema.ts'
import { addDays, type Day, instantOf } from '#shared/days.ts'
import type { WordGap } from '#shared/word-gaps.ts'
import type { CursorKey } from '#shared/paging.ts'
import type { ContractState, ContractsQuery } from '../../contracts/documents.ts'
import { withinOrders } from '../orders.queries.ts'

export interface ContractRow {
  id: string
  number: string
  turn: number
  order_id: string
  order_number: string
  order_state: string
  order_version: number
  customer_id: string
  customer: string | null
  owner_id: string
  owner: string | null
  amount_fen: number
  order_amount_fen: number
  template_name: string
  template_version: number
  word_file_id: string
  pdf_file_id: string
  scan_file_id: string | null
  state: ContractState
  state_at: Date
  due_on: Day | null
  made_at: Date
  maker: string | null
  changed_since: boolean
  version: number
}

/** Contracts with their names, chosen by `where` on `c` (contract) and `d` (order). */
async function selectContracts(
  ctx: Ctx,
  where: RawBuilder<unknown>,
  tail: RawBuilder<unknown>,
): Promise<ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select c.id, c.number, c.turn, c.order_id, d.number as order_number, d.state as order_state,
           c.order_version, c.customer_id, h.name as customer, c.owner_id, p.name as owner, c.amount_fen,
           d.amount_fen as order_amount_fen, c.template_name, c.template_version, c.word_file_id,
           c.pdf_file_id, c.scan_file_id, c.state, c.state_at, c.due_on, c.made_at, m.name as maker,
           c.version, ${changedSince(ctx)} as changed_since
      from order_contracts c
      join orders d on d.store_id = c.store_id and d.id = c.order_id
      left join customer_heads h on h.store_id = ${ctx.store.id} and h.id = c.customer_id
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = c.owner_id
      left join people m on m.group_id = ${ctx.store.groupId} and m.id = c.made_by
     where c.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and d.withdrawn_at is null
       and ${where} ${tail}`.execute(ctx.tx)
  return rows
}

/** Whether the order was changed after a contract was made of it. */
function changedSince(ctx: Ctx): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from order_changes g where g.store_id = ${ctx.store.id}
    and g.order_id = c.order_id and g.kind = 'changed' and g.version > c.order_version)`
}

async function countContracts(ctx: Ctx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from order_contracts c
      join orders d on d.store_id = c.store_id and d.id = c.order_id
     where c.store_id = ${ctx.store.id} and d.store_id = ${ctx.store.id} and d.withdrawn_at is null
       and ${where} limit 10001) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

export interface ContractFilter extends ContractsQuery {
  today: Day
  me: string | null
  customerIds: readonly string[]
}

/** One page of contracts of orders the actor may see, newest first, after the last one seen. */
export function listContractPage(
  ctx: Ctx,
  filter: ContractFilter,
  page: { after: CursorKey | undefined; limit: number },
): Promise<ContractRow[]> {
  const [at, id] = page.after ?? []
  const after = page.after ? sql`(c.made_at, c.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`
  return selectContracts(
    ctx,
    sql`${conditions(ctx, filter)} and ${after}`,
    sql`order by c.made_at desc, c.id desc limit ${page.limit}`,
  )
}

export function countContractsOf(ctx: Ctx, filter: ContractFilter): Promise<number> {
  return countContracts(ctx, conditions(ctx, filter))
}

/** The contracts of an order the actor may see, newest first. */
export function listContractsOfOrder(ctx: Ctx, orderId: string): Promise<ContractRow[]> {
  return selectContracts(
    ctx,
    sql`c.order_id = ${orderId} and ${withinOrders(ctx, 'orders.read')}`,
    sql`order by c.turn desc limit 100`,
  )
}

function conditions(ctx: Ctx, filter: ContractFilter): RawBuilder<unknown> {
  const zone = ctx.store.timeZone
  const all: RawBuilder<unknown>[] = [withinOrders(ctx, 'orders.read')]
  if (filter.state) all.push(sql`c.state = any (${filter.state.split(',')}::text[])`)
  const isWaiting = sql`c.state in ('prepared', 'printed', 'customer_signed')`
  if (filter.show === 'missing') all.push(isWaiting)
  if (filter.show === 'late') all.push(sql`${isWaiting} and c.due_on < ${filter.today}::date`)
  if (filter.show === 'outdated') all.push(sql`c.state <> 'void' and ${changedSince(ctx)}`)
  const owner = filter.owner === 'me' ? filter.me : filter.owner
  if (owner) all.push(sql`c.owner_id = ${owner}`)
  if (filter.from) all.push(sql`c.made_at >= ${instantOf(filter.from, '00:00', zone)}`)
  if (filter.to) all.push(sql`c.made_at < ${instantOf(addDays(filter.to, 1), '00:00', zone)}`)
  if (filter.q) {
    const number = filter.q.toUpperCase()
    all.push(sql`(c.customer_id = any (${[...filter.customerIds]}::uuid[])
      or (c.number >= ${number} and c.number < ${`${number}~`})
      or (d.number >= ${number} and d.number < ${`${number}~`}))`)
  }
  return sql.join(all, sql` and `)
}

/** A contract the actor may see through its order. */
export async function findContract(ctx: Ctx, id: string): Promise<ContractRow | undefined> {
  const where = sql`c.id = ${id} and ${withinOrders(ctx, 'orders.read')}`
  return (await selectContracts(ctx, where, sql`limit 1`))[0]
}

export async function insertContract(ctx: Ctx, row: Insertable<OrderContracts>): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('order_contracts')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

/** Changes a contract if it still has this version; gives whether it did. */
export async function updateContract(
  ctx: Ctx,
  id: string,
  version: number,
  change: Updateable<OrderContracts>,
): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('order_contracts')
    .set({ ...change, version: version + 1 })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

export async function insertContractStep(
  ctx: Ctx,
  row: { id: string; contract_id: string; state: ContractState; note: string },
): Promise<void> {
  await ctx.tx
    .insertInto('contract_steps')
    .values({ store_id: ctx.store.id, at: ctx.now, actor_id: ctx.actor.personId, ...row })
    .execute()
}

export interface ContractStepRow {
  contract_id: string
  state: ContractState
  at: Date
  person: string | null
  note: string
}

export async function listContractSteps(
  ctx: Ctx,
  contractIds: readonly string[],
): Promise<ContractStepRow[]> {
  const { rows } = await sql<ContractStepRow>`
    select s.contract_id, s.state, s.at, p.name as person, s.note from contract_steps s
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = s.actor_id
     where s.store_id = ${ctx.store.id} and s.contract_id = any (${[...contractIds]}::uuid[])
     order by s.at, s.id`.execute(ctx.tx)
  return rows
}

/** The contract of an order that stands; locked. */
export async function lockStanding(
  ctx: Ctx,
  orderId: string,
): Promise<{ id: string; version: number; state: ContractState } | undefined> {
  const { rows } = await sql<{ id: string; version: number; state: ContractState }>`
    select id, version, state from order_contracts
     where store_id = ${ctx.store.id} and order_id = ${orderId} and state <> 'void' for update`.execute(
    ctx.tx,
  )
  return rows[0]
}

export interface TemplateRow {
  id: string
  name: string
  is_active: boolean
  is_default: boolean
  last_version: number
  version: number
}

export async function listTemplateRows(ctx: Ctx): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    select id, name, is_active, is_default, last_version, version from contract_templates
     where store_id = ${ctx.store.id} order by is_active desc, is_default desc, name`.execute(
    ctx.tx,
  )
  return rows
}

export interface TemplateFileRow {
  template_id: string
  version: number
  file_name: string
  placeholders: string[]
  pdf_gaps: WordGap[]
  uploaded_at: Date
  uploader: string | null
}

/** The versions of templates without their bytes, newest first. */
export async function listTemplateFiles(ctx: Ctx): Promise<TemplateFileRow[]> {
  const { rows } = await sql<TemplateFileRow>`
    select f.template_id, f.version, f.file_name, f.placeholders, f.pdf_gaps, f.uploaded_at, p.name as uploader
      from contract_template_files f
      left join people p on p.group_id = ${ctx.store.groupId} and p.id = f.uploaded_by
     where f.store_id = ${ctx.store.id} order by f.template_id, f.version desc`.execute(ctx.tx)
  return rows
}

export async function findTemplateFile(
  ctx: Ctx,
  templateId: string,
  version: number,
): Promise<{ file_name: string; bytes: Buffer } | undefined> {
  const { rows } = await sql<{ file_name: string; bytes: Buffer }>`
    select file_name, bytes from contract_template_files
     where store_id = ${ctx.store.id} and template_id = ${templateId} and version = ${version}`.execute(
    ctx.tx,
  )
  return rows[0]
}

export async function lockTemplate(ctx: Ctx, id: string): Promise<TemplateRow | undefined> {
  const { rows } = await sql<TemplateRow>`
    select id, name, is_active, is_default, last_version, version from contract_templates
     where store_id = ${ctx.store.id} and id = ${id} for update`.execute(ctx.tx)
  return rows[0]
}

/** Whether it was taken; not when another one has its name. */
export async function insertTemplate(
  ctx: Ctx,
  row: Insertable<ContractTemplates>,
): Promise<boolean> {
  const done = await ctx.tx
    .insertInto('contract_templates')
    .values(row)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return Number(done.numInsertedOrUpdatedRows) === 1
}

export async function updateTemplate(
  ctx: Ctx,
  id: string,
  change: Updateable<ContractTemplates>,
): Promise<void> {
  await ctx.tx
    .updateTable('contract_templates')
    .set({ ...change, version: sql`version + 1` })
    .where('store_id', '=', ctx.store.id)
    .where('id', '=', id)
    .execute()
}

/** No template is the usual one any more. */
export async function clearDefault(ctx: Ctx): Promise<void> {
  await sql`update contract_templates set is_default = false
    where store_id = ${ctx.store.id} and is_default`.execute(ctx.tx)
}

export async function insertTemplateFile(
  ctx: Ctx,
  row: Insertable<ContractTemplateFiles>,
): Promise<void> {
  await ctx.tx.insertInto('contract_template_files').values(row).execute()
}
