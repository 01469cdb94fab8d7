import { type Ctx, can, personOf, scopeOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import {
  type CustomerRow,
  findCustomer,
  findSealedKey,
  loadCustomer,
} from '#modules/customers/index.ts'
import type { FileAnswer, UploadedFile } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type Attachment, notesError, notesEvents } from '../contract.ts'
import {
  type AttachmentRow,
  findAttachment,
  insertAttachment,
  insertChunks,
  listAttachmentRows,
  listChunks,
  setAttachmentRemoved,
} from './attachments.queries.ts'
import { hasPreview, sniffFile, textOf } from './sniff-file.ts'

const chunkBytes = 256 * 1024
const chunksPerStatement = 8
const mostPerCustomer = 200
const mostBytes = 20 * 1024 * 1024

/** The files of a customer the actor may see, newest first. */
export async function readAttachments(ctx: Ctx, customerId: string): Promise<Attachment[]> {
  const customer = await loadCustomer(ctx, customerId)
  const rows = await listAttachmentRows(ctx, customerId, mostPerCustomer)
  return rows.map((row) => present(ctx, row, customer))
}

export interface NewAttachment {
  id?: string | undefined
  contactId?: string | undefined
  note: string
}

/**
 * Attaches a file: its kind is told from its bytes, which are sealed with the customer's key. The
 * same id again gives the file as it is now. Throws `notes.kind_not_allowed`,
 * `notes.name_and_content_differ`, `notes.empty_file`, `notes.too_many_files`.
 */
export async function attachFile(
  ctx: Ctx,
  customerId: string,
  file: UploadedFile,
  given: NewAttachment,
): Promise<Attachment> {
  return keepFor(ctx, await loadCustomer(ctx, customerId), file, given)
}

/**
 * The same for a document another module makes or takes in on a customer (a contract, a photo of the
 * delivery), whoever asks: whether they may is that module's to say.
 */
export async function keepFile(
  ctx: Ctx,
  customerId: string,
  file: UploadedFile,
  given: NewAttachment,
): Promise<Attachment> {
  const customer = await findCustomer(ctx, customerId)
  if (!customer) throw coreError('core.not_found')
  return keepFor(ctx, customer, file, given)
}

/** A kept document whoever asks; logged. The module that kept it says who may. */
export async function openFile(
  ctx: Ctx,
  id: string,
  action: 'attachment.opened' | 'attachment.downloaded',
): Promise<FileAnswer> {
  const row = await getAttachment(ctx, id)
  const customer = await findCustomer(ctx, row.customer_id)
  if (!customer || row.withdrawn_at) throw coreError('core.not_found')
  const body = await openBytes(ctx, row)
  log(ctx, action, row, customer)
  return { name: row.name, contentType: row.content_type, body }
}

async function keepFor(
  ctx: Ctx,
  customer: CustomerRow,
  file: UploadedFile,
  given: NewAttachment,
): Promise<Attachment> {
  const customerId = customer.id
  const id = given.id ?? uuidv7()
  const earlier = await findAttachment(ctx, id)
  if (earlier) return presentResent(ctx, earlier, customer)
  if (file.bytes.length === 0) throw notesError('notes.empty_file')
  if (file.bytes.length > mostBytes) throw coreError('core.too_large', { limit: '20 MB' })
  const name = cleanName(file.name)
  const sniffed = sniffFile(name, file.bytes)
  if (sniffed === 'not_allowed') throw notesError('notes.kind_not_allowed')
  if (sniffed === 'differs') throw notesError('notes.name_and_content_differ')
  if (!customer.sealed_key) throw coreError('core.not_found')
  const count = (await listAttachmentRows(ctx, customerId, mostPerCustomer)).length
  if (count >= mostPerCustomer) throw notesError('notes.too_many_files', { most: mostPerCustomer })
  const isNew = await insertAttachment(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customerId,
    contact_id: given.contactId ?? null,
    name,
    kind: sniffed.kind,
    content_type: sniffed.contentType,
    size: file.bytes.length,
    note: maskPhonesInText(given.note),
    sealed_for: customerId,
    uploaded_by: personOf(ctx),
    uploaded_at: ctx.now,
  })
  if (isNew) {
    await sealChunks(ctx, id, customer.sealed_key, file.bytes)
    log(ctx, 'attachment.added', { id, kind: sniffed.kind }, customer)
    announce(ctx, { type: notesEvents.attached, recordId: id, data: { customerId } })
  }
  return presentResent(ctx, await getAttachment(ctx, id), customer)
}

/** A file to be shown in the page; logged. Throws `notes.no_preview` for kinds browsers do not draw. */
export async function previewFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { row, customer } = await loadAttachment(ctx, id)
  if (!hasPreview(row.content_type)) throw notesError('notes.no_preview')
  const bytes = await openBytes(ctx, row)
  log(ctx, 'attachment.opened', row, customer)
  const body = row.kind === 'text' ? Buffer.from(textOf(bytes), 'utf8') : bytes
  return { name: row.name, contentType: row.content_type, body, isInline: true }
}

/** A file to be saved; logged. */
export async function downloadFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { row, customer } = await loadAttachment(ctx, id)
  const body = await openBytes(ctx, row)
  log(ctx, 'attachment.downloaded', row, customer)
  return { name: row.name, contentType: row.content_type, body }
}

/** Removes a file, or brings it back: its uploader, or who may change the customer. */
export async function setRemoved(ctx: Ctx, id: string, isRemoved: boolean): Promise<Attachment> {
  const { row, customer } = await loadAttachment(ctx, id, { removed: true })
  if (!mayRemove(ctx, row, customer)) throw notesError('notes.not_yours')
  if ((row.withdrawn_at !== null) !== isRemoved) {
    await setAttachmentRemoved(ctx, id, isRemoved ? { at: ctx.now, by: personOf(ctx) } : null)
    log(ctx, isRemoved ? 'attachment.removed' : 'attachment.restored', row, customer)
    announce(ctx, {
      type: notesEvents.attached,
      recordId: id,
      data: { customerId: row.customer_id },
    })
  }
  return present(ctx, await getAttachment(ctx, id), customer)
}

/** A file of a customer the actor may see; removed ones only where asked for. */
async function loadAttachment(ctx: Ctx, id: string, options: { removed?: boolean } = {}) {
  const row = await getAttachment(ctx, id)
  const customer = await loadCustomer(ctx, row.customer_id)
  if (row.withdrawn_at && !options.removed) throw coreError('core.not_found')
  return { row, customer }
}

async function getAttachment(ctx: Ctx, id: string): Promise<AttachmentRow> {
  const row = await findAttachment(ctx, id)
  if (!row) throw coreError('core.not_found')
  return row
}

async function sealChunks(ctx: Ctx, id: string, key: Buffer, bytes: Uint8Array): Promise<void> {
  const count = Math.ceil(bytes.length / chunkBytes)
  for (let first = 0; first < count; first += chunksPerStatement) {
    const positions = Array.from(
      { length: Math.min(chunksPerStatement, count - first) },
      (_, step) => first + step,
    )
    await insertChunks(
      ctx,
      positions.map((position) => ({
        store_id: ctx.store.id,
        attachment_id: id,
        position,
        sealed: ctx.vault.sealFor(
          key,
          bytes.subarray(position * chunkBytes, (position + 1) * chunkBytes),
        ),
      })),
    )
  }
}

async function openBytes(ctx: Ctx, row: AttachmentRow): Promise<Buffer> {
  const key = await findSealedKey(ctx, row.sealed_for)
  if (!key) throw coreError('core.not_found')
  const chunks = await listChunks(ctx, row.id)
  return Buffer.concat(chunks.map((sealed) => ctx.vault.openBytesFor(key, sealed)))
}

/** The last part of a path, without control characters; numbers in it are masked like any remark. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = maskPhonesInText(last.replace(/[\p{C}<>:"|?*]/gu, ' ').trim())
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? ''
  return `${clean.slice(0, clean.length - ending.length).slice(0, 100)}${ending}`
}

/** A resent id gives the file as it is, but only on the same customer. */
function presentResent(ctx: Ctx, row: AttachmentRow, customer: CustomerRow): Attachment {
  if (row.customer_id !== customer.id) throw coreError('core.duplicate')
  return present(ctx, row, customer)
}

function mayRemove(ctx: Ctx, row: AttachmentRow, customer: CustomerRow): boolean {
  if (row.uploaded_by === ctx.actor.personId) return true
  if (can(ctx, 'customers.write', 'team')) return true
  return scopeOf(ctx, 'customers.write') === 'own' && customer.owner_id === ctx.actor.personId
}

function present(ctx: Ctx, row: AttachmentRow, customer: CustomerRow): Attachment {
  return {
    id: row.id,
    customerId: row.customer_id,
    contactId: row.contact_id,
    name: row.name,
    kind: row.kind,
    contentType: row.content_type,
    size: row.size,
    note: row.note,
    uploadedBy: { id: row.uploaded_by, name: row.uploader_name ?? '' },
    uploadedAt: row.uploaded_at.toISOString(),
    hasPreview: hasPreview(row.content_type),
    mayRemove: mayRemove(ctx, row, customer),
    isRemoved: row.withdrawn_at !== null,
  }
}

function log(
  ctx: Ctx,
  action: string,
  file: { id: string; kind: string },
  customer: CustomerRow,
): void {
  audit(ctx, {
    action,
    recordType: 'attachment',
    recordId: file.id,
    customer: { id: customer.id, sealedKey: customer.sealed_key },
    detail: { kind: file.kind },
  })
}
