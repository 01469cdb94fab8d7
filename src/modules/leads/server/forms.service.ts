import { z } from 'zod'
import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { listSeries } from '#modules/catalog/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhone, maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import {
  type binReasons,
  formFields,
  type LeadForm,
  leadFormError,
} from '../contracts/lead-forms.ts'
import {
  countBin,
  emptyEntries,
  type EntryRow,
  type FormRow,
  findForm,
  insertForm,
  keepConsentText,
  listBin,
  listForms,
  lockEntry,
  updateEntry,
  updateForm,
} from './forms.queries.ts'
import { decodeKeyOf, nextPageOf } from './lead-pages.ts'
import { recordLead } from './record-lead.ts'

const definitionSchema = z.object({
  fields: z.array(z.enum(formFields)),
  seriesIds: z.array(z.uuid()),
  thanks: z.string(),
  colour: z.string(),
  sites: z.array(z.string()),
})
export type FormDefinition = z.infer<typeof definitionSchema>
export const definitionOf = (row: Pick<FormRow, 'definition'>): FormDefinition =>
  definitionSchema.parse(row.definition)

type Given = Omit<
  LeadForm,
  'id' | 'consentVersion' | 'isOpen' | 'version' | 'taken' | 'invalid' | 'pagePath' | 'scriptPath'
>

/** The series a form may offer, in the group's order. */
export async function seriesOffered(ctx: Ctx, only: readonly string[]) {
  const all = await listSeries(ctx.tx, ctx.store.groupId)
  return all
    .filter(({ id, isActive }) => isActive && (only.length === 0 || only.includes(id)))
    .map(({ id, name }) => ({ id, name }))
}

/** How many forms the store has, open or closed. */
export async function countForms(ctx: Ctx): Promise<number> {
  return (await listForms(ctx)).length
}

export async function readForms(ctx: Ctx) {
  const rows = await listForms(ctx)
  return {
    items: rows.map((row) => present(ctx, row)),
    series: await seriesOffered(ctx, []),
  }
}

/** Makes a form; a resent id gives it as it is. */
export async function makeForm(ctx: Ctx, given: Given & { id?: string | undefined }) {
  const id = given.id ?? uuidv7()
  const isNew = await insertForm(ctx, {
    store_id: ctx.store.id,
    id,
    ...columnsOf(given),
    made_at: ctx.now,
    made_by: ctx.actor.personId,
  })
  if (isNew) {
    await keepConsentText(ctx, { formId: id, version: 1, text: given.consentText })
    audit(ctx, {
      action: 'lead_form.made',
      recordType: 'lead_form',
      recordId: id,
      detail: { name: given.name },
    })
  }
  return readForm(ctx, id)
}

/** Changes a form; another consent text is another version. Throws `core.stale_version`. */
export async function changeForm(
  ctx: Ctx,
  id: string,
  given: Given & { isOpen: boolean; version: number },
) {
  const before = await findForm(ctx, id)
  if (!before) throw coreError('core.not_found')
  const isNewText = before.consent_text !== given.consentText
  const consentVersion = before.consent_version + (isNewText ? 1 : 0)
  const saved = await updateForm(
    ctx,
    { id, version: given.version },
    { ...columnsOf(given), consent_version: consentVersion, is_open: given.isOpen },
  )
  if (!saved) throw coreError('core.stale_version', { current: await readForm(ctx, id) })
  if (isNewText)
    await keepConsentText(ctx, { formId: id, version: consentVersion, text: given.consentText })
  audit(ctx, {
    action: 'lead_form.changed',
    recordType: 'lead_form',
    recordId: id,
    detail: { name: given.name, isOpen: given.isOpen, consentVersion },
  })
  return readForm(ctx, id)
}

const columnsOf = (given: Given) => ({
  name: given.name,
  title: given.title,
  source_id: given.sourceId,
  consent_text: given.consentText,
  definition: JSON.stringify({
    fields: given.fields,
    seriesIds: given.seriesIds,
    thanks: given.thanks,
    colour: given.colour,
    sites: given.sites,
  }),
})

async function readForm(ctx: Ctx, id: string): Promise<LeadForm> {
  const row = (await listForms(ctx)).find((one) => one.id === id)
  if (!row) throw coreError('core.not_found')
  return present(ctx, row)
}

function present(ctx: Ctx, row: FormRow & { taken: number; invalid: number }): LeadForm {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    ...definitionOf(row),
    sourceId: row.source_id,
    consentText: row.consent_text,
    consentVersion: row.consent_version,
    isOpen: row.is_open,
    version: row.version,
    taken: row.taken,
    invalid: row.invalid,
    pagePath: `/api/web-forms/${ctx.store.id}/${row.id}/page`,
    scriptPath: '/api/web-forms/embed.js',
  }
}

export const typedSchema = z.object({
  name: z.string(),
  phone: z.string(),
  sex: z.enum(['male', 'female']).nullable().optional(),
  seriesId: z.string().nullable().optional(),
  note: z.string(),
})
export type Typed = z.infer<typeof typedSchema>

/** What was typed into an entry, while it is kept. */
function typedOf(ctx: Ctx, entry: EntryRow): Typed | null {
  return entry.sealed === null ? null : typedSchema.parse(JSON.parse(ctx.vault.open(entry.sealed)))
}

/** Entries taken for spam, the newest first; numbers masked. */
export async function readBin(ctx: Ctx, query: { cursor?: string | undefined; limit: number }) {
  const after = decodeKeyOf(ctx, query.cursor)
  const rows = await listBin(ctx, { after, limit: query.limit + 1 })
  const { page, nextCursor } = nextPageOf(ctx, rows, query.limit, (row) => [
    row.at.toISOString(),
    row.id,
  ])
  return {
    items: page.map((row) => {
      const typed = typedOf(ctx, row)
      return {
        id: row.id,
        at: row.at.toISOString(),
        formName: row.form,
        why: row.why as (typeof binReasons)[number],
        name: typed && maskPhonesInText(typed.name).slice(0, 60),
        maskedPhone: typed && maskPhone(normalisePhone(typed.phone)?.canonical ?? ''),
        note: typed ? maskPhonesInText(typed.note).slice(0, 200) : '',
        mayRescue: typed !== null,
      }
    }),
    nextCursor,
    count: after ? null : await countBin(ctx),
  }
}

/** Makes a lead of an entry after all, or throws it away. Throws `leads.entry_decided`. */
export async function decideEntry(
  ctx: Ctx,
  id: string,
  decision: 'rescue' | 'discard',
): Promise<{ leadId: string | null }> {
  const entry = await lockEntry(ctx, id)
  if (!entry) throw coreError('core.not_found')
  if (entry.verdict !== 'invalid') throw leadFormError('leads.entry_decided')
  const typed = typedOf(ctx, entry)
  const decided = { sealed: null, decided_by: ctx.actor.personId, decided_at: ctx.now }
  audit(ctx, {
    action: decision === 'rescue' ? 'lead_form.entry_rescued' : 'lead_form.entry_discarded',
    recordType: 'lead_form',
    recordId: entry.form_id,
  })
  if (decision === 'discard' || typed === null) {
    await updateEntry(ctx, id, { ...decided, verdict: 'discarded' })
    return { leadId: null }
  }
  const form = await findForm(ctx, entry.form_id)
  const lead = await recordLead(ctx, {
    customer: { name: typed.name.slice(0, 60), sex: typed.sex ?? null, phone: typed.phone },
    origin: 'web',
    sourceId: form?.source_id ?? null,
    seriesId: typed.seriesId ?? null,
    note: typed.note,
    formId: entry.form_id,
    receivedAt: entry.at,
  })
  await updateEntry(ctx, id, { ...decided, verdict: 'rescued', lead_id: lead.id })
  return { leadId: lead.id }
}

const keptDays = 30

/** Empties what was typed into forms more than 30 days ago (rules.md, As of, undo, erase). */
export function emptyOldEntries(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, (ctx) =>
    emptyEntries(ctx, new Date(ctx.now.getTime() - keptDays * 86_400_000)),
  )
}
