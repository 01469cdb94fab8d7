import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import { type CustomerRow, loadCustomer } from '#modules/customers/index.ts'
import { dayInZone } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { decodeCursor, encodeCursor } from '#shared/paging.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Comment, notesError, notesEvents } from '../contract.ts'
import {
  type CommentRow,
  findComment,
  insertComment,
  listCommentRows,
  updateComment,
} from './comments.queries.ts'
import { assertMaySee } from './mentions.ts'

/** A page of the comments on a customer the actor may see, newest first. */
export async function readComments(
  ctx: Ctx,
  customerId: string,
  page: { cursor?: string | undefined; limit: number },
) {
  await loadCustomer(ctx, customerId)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const rows = await listCommentRows(ctx, customerId, {
    after: placeOf(page.cursor, today),
    limit: page.limit + 1,
  })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: await present(ctx, shown),
    nextCursor:
      rows.length > page.limit && last
        ? encodeCursor([last.at.toISOString(), last.id], today)
        : null,
  }
}

export interface CommentText {
  text: string
  mentions: readonly string[]
}

/**
 * Comments on a customer. Numbers in the text are masked; everybody mentioned must be able to see
 * the customer (`notes.mentioned_may_not_see`) and is told.
 */
export async function comment(
  ctx: Ctx,
  customerId: string,
  given: CommentText & { id?: string | undefined },
): Promise<Comment> {
  const customer = await loadCustomer(ctx, customerId)
  const id = given.id ?? uuidv7()
  const earlier = await findComment(ctx, id)
  if (earlier) return presentResent(ctx, earlier, customerId)
  const mentions = [...new Set(given.mentions)]
  await assertMaySee(ctx, customer, mentions)
  const text = maskPhonesInText(given.text)
  const isNew = await insertComment(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customerId,
    author_id: personOf(ctx),
    text,
    mentions,
    at: ctx.now,
  })
  if (isNew) {
    note(ctx, customer, id, 'comment.added', { text })
    tell(ctx, customerId, id, mentions)
  }
  return presentResent(ctx, await getComment(ctx, id), customerId)
}

/** Changes the text of one's own comment; only those newly mentioned are told. */
export async function changeText(
  ctx: Ctx,
  id: string,
  given: CommentText & { version: number },
): Promise<Comment> {
  const { row, customer } = await loadOwn(ctx, id)
  if (row.withdrawn_at) throw coreError('core.not_found')
  const mentions = [...new Set(given.mentions)]
  const added = mentions.filter((person) => !row.mentions.includes(person))
  await assertMaySee(ctx, customer, added)
  const text = maskPhonesInText(given.text)
  const change = { text, mentions, edited_at: ctx.now }
  if (!(await updateComment(ctx, id, given.version, change)))
    throw coreError('core.stale_version', { current: await presentOne(ctx, row) })
  note(ctx, customer, id, 'comment.changed', { before: row.text, after: text })
  tell(ctx, row.customer_id, id, added)
  return presentOne(ctx, await getComment(ctx, id))
}

/** Removes one's own comment, or brings it back. */
export async function setCommentRemoved(
  ctx: Ctx,
  id: string,
  isRemoved: boolean,
): Promise<Comment> {
  const { row, customer } = await loadOwn(ctx, id)
  if ((row.withdrawn_at !== null) !== isRemoved) {
    await updateComment(ctx, id, row.version, { withdrawn_at: isRemoved ? ctx.now : null })
    note(ctx, customer, id, isRemoved ? 'comment.removed' : 'comment.restored', {})
    tell(ctx, row.customer_id, id, [])
  }
  return presentOne(ctx, await getComment(ctx, id))
}

async function loadOwn(ctx: Ctx, id: string) {
  const row = await getComment(ctx, id)
  const customer = await loadCustomer(ctx, row.customer_id)
  if (row.author_id !== personOf(ctx)) throw notesError('notes.not_yours')
  return { row, customer }
}

async function getComment(ctx: Ctx, id: string): Promise<CommentRow> {
  const row = await findComment(ctx, id)
  if (!row) throw coreError('core.not_found')
  return row
}

function tell(ctx: Ctx, customerId: string, id: string, mentioned: readonly string[]): void {
  announce(ctx, { type: notesEvents.commented, recordId: id, data: { customerId } })
  const personIds = mentioned.filter((person) => person !== ctx.actor.personId)
  if (personIds.length > 0)
    announce(ctx, { type: notesEvents.mentioned, recordId: id, data: { customerId, personIds } })
}

function note(
  ctx: Ctx,
  customer: CustomerRow,
  id: string,
  action: string,
  personal: Record<string, unknown>,
): void {
  audit(ctx, {
    action,
    recordType: 'comment',
    recordId: id,
    customer: { id: customer.id, sealedKey: customer.sealed_key },
    personal,
  })
}

/** A resent id gives the comment as it is, but only one's own on the same customer. */
async function presentResent(ctx: Ctx, row: CommentRow, customerId: string): Promise<Comment> {
  if (row.customer_id !== customerId || row.author_id !== ctx.actor.personId)
    throw coreError('core.duplicate')
  return presentOne(ctx, row)
}

async function presentOne(ctx: Ctx, row: CommentRow): Promise<Comment> {
  const [presented] = await present(ctx, [row])
  return presented as Comment
}

async function present(ctx: Ctx, rows: readonly CommentRow[]): Promise<Comment[]> {
  const people = rows.flatMap((row) => [row.author_id, ...row.mentions])
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, people)
  const person = (id: string) => ({ id, name: names.get(id) ?? '' })
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    author: person(row.author_id),
    text: row.text,
    mentions: row.mentions.map(person),
    at: row.at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    isMine: row.author_id === ctx.actor.personId,
    isRemoved: row.withdrawn_at !== null,
    version: row.version,
  }))
}

function placeOf(cursor: string | undefined, today: string) {
  if (cursor === undefined) return undefined
  const decoded = decodeCursor(cursor, today, 2)
  if (!decoded.ok && decoded.reason === 'expired') throw coreError('core.cursor_expired')
  const [at, id] = decoded.ok ? decoded.key : []
  if (typeof at !== 'string' || typeof id !== 'string')
    throw coreError('core.bad_request', { why: 'cursor' })
  return { at, id }
}
