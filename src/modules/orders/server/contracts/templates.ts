import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import type { FileAnswer, UploadedFile } from '#shared/contract.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { say } from '#shared/words.ts'
import { type ContractTemplate, documentsError } from '../../contracts/documents.ts'
import { templateWords } from '../../template-words.ts'
import {
  clearDefault,
  findTemplateFile,
  insertTemplate,
  insertTemplateFile,
  listTemplateFiles,
  listTemplateRows,
  lockTemplate,
  type TemplateRow,
  updateTemplate,
} from './contracts.queries.ts'
import { exampleValues } from './placeholders.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The store's templates, and the one the product brings along as the last. */
export async function readTemplates(ctx: Ctx): Promise<ContractTemplate[]> {
  const rows = await listTemplateRows(ctx)
  const files = await listTemplateFiles(ctx)
  const own = rows.map((row) => ({
    id: row.id,
    name: row.name,
    isActive: row.is_active,
    isDefault: row.is_default,
    lastVersion: row.last_version,
    version: row.version,
    files: files
      .filter((file) => file.template_id === row.id)
      .map((file) => ({
        version: file.version,
        fileName: file.file_name,
        placeholders: file.placeholders,
        pdfGaps: file.pdf_gaps,
        uploadedAt: file.uploaded_at.toISOString(),
        uploadedBy: file.uploader,
      })),
  }))
  return [
    ...own,
    {
      id: null,
      name: say(templateWords.builtIn, ctx.locale),
      isActive: true,
      isDefault: !rows.some((row) => row.is_default),
      lastVersion: 1,
      version: 1,
      files: [],
    },
  ]
}

/**
 * Takes in a template, or a new version of one, after trying it (`tryTemplate`). The first of a store
 * becomes its usual one. The same id again gives it as it is. Throws `contracts.name_taken`.
 */
export async function takeTemplate(
  ctx: Ctx,
  file: UploadedFile,
  given: { id?: string | undefined; name: string; templateId?: string | undefined },
): Promise<ContractTemplate> {
  const { tryTemplate } = await import('./fill-template.ts')
  const { placeholders, gaps } = await tryTemplate(file.bytes, ctx.locale)
  const isFirst = !(await listTemplateRows(ctx)).some((row) => row.is_default)
  const id = given.templateId ?? given.id ?? uuidv7()
  let version = 1
  const known = await lockTemplate(ctx, id)
  if (given.templateId !== undefined) {
    if (!known) throw coreError('core.not_found')
    version = known.last_version + 1
    await updateTemplate(ctx, id, { last_version: version })
  } else {
    if (known) return present(ctx, id)
    const isNew = await insertTemplate(ctx, {
      store_id: ctx.store.id,
      id,
      name: given.name,
      is_default: isFirst,
      made_at: ctx.now,
      made_by: personOf(ctx),
    })
    if (!isNew) throw documentsError('contracts.name_taken', { name: given.name })
  }
  await insertTemplateFile(ctx, {
    store_id: ctx.store.id,
    template_id: id,
    version,
    file_name: fileName(file.name),
    placeholders,
    pdf_gaps: gaps,
    bytes: Buffer.from(file.bytes),
    uploaded_at: ctx.now,
    uploaded_by: personOf(ctx),
  })
  noteTemplate(ctx, 'contract_template.uploaded', id, {
    version,
    placeholders: placeholders.length,
  })
  return present(ctx, id)
}

/** Renames a template, makes it the usual one, takes it out of use. Throws `core.stale_version`. */
export async function changeTemplateOf(
  ctx: Ctx,
  id: string,
  change: {
    version: number
    name?: string | undefined
    isDefault?: boolean | undefined
    isActive?: boolean | undefined
  },
): Promise<ContractTemplate> {
  const row = await lockTemplate(ctx, id)
  if (!row) throw coreError('core.not_found')
  if (row.version !== change.version)
    throw coreError('core.stale_version', { current: await present(ctx, id) })
  const isActive = change.isActive ?? row.is_active
  const isDefault = isActive && (change.isDefault ?? row.is_default)
  await assertNameFree(ctx, row, change.name ?? row.name, isActive)
  if (isDefault && !row.is_default) await clearDefault(ctx)
  await updateTemplate(ctx, id, {
    name: change.name ?? row.name,
    is_active: isActive,
    is_default: isDefault,
  })
  noteTemplate(ctx, 'contract_template.changed', id, { isActive, isDefault })
  return present(ctx, id)
}

/**
 * A version of a template as it was uploaded, or filled with examples as PDF; without an id the one the
 * product brings along.
 */
export async function templateFileOf(
  ctx: Ctx,
  asked: {
    templateId?: string | undefined
    version?: number | undefined
    as: 'word' | 'pdf'
  },
): Promise<FileAnswer> {
  const { name, body } = await templateBytes(ctx, asked)
  if (asked.as === 'word') return { name, contentType: wordType, body }
  const title = name.replace(/\.docx$/i, '')
  const { drawWord } = await import('./draw-word.ts')
  const { fillTemplate } = await import('./fill-template.ts')
  const { pdf } = await drawWord(fillTemplate(body, exampleValues()), title)
  return { name: `${title}.pdf`, contentType: 'application/pdf', body: pdf }
}

async function templateBytes(
  ctx: Ctx,
  asked: { templateId?: string | undefined; version?: number | undefined },
): Promise<{ name: string; body: Uint8Array }> {
  if (asked.templateId === undefined) {
    const { standardTemplate } = await import('./standard-template.ts')
    return { name: `${say(templateWords.builtIn, ctx.locale)}.docx`, body: standardTemplate() }
  }
  const row = (await listTemplateRows(ctx)).find((one) => one.id === asked.templateId)
  const file = row && (await findTemplateFile(ctx, row.id, asked.version ?? row.last_version))
  if (!file) throw coreError('core.not_found')
  return { name: file.file_name, body: file.bytes }
}

async function present(ctx: Ctx, id: string): Promise<ContractTemplate> {
  const found = (await readTemplates(ctx)).find((one) => one.id === id)
  if (!found) throw coreError('core.not_found')
  return found
}

async function assertNameFree(
  ctx: Ctx,
  row: TemplateRow,
  name: string,
  isActive: boolean,
): Promise<void> {
  const others = (await listTemplateRows(ctx)).filter((one) => one.id !== row.id && one.is_active)
  if (isActive && others.some((one) => one.name === name))
    throw documentsError('contracts.name_taken', { name })
}

function noteTemplate(ctx: Ctx, action: string, id: string, detail: Record<string, unknown>): void {
  audit(ctx, { action, recordType: 'contract_template', recordId: id, detail })
  announce(ctx, { type: 'orders.templates_changed', recordId: id })
}

const fileName = (name: string) =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{C}<>:"|?*]/gu, ' ')
    .trim()
    .slice(0, 100) || 'template.docx'
