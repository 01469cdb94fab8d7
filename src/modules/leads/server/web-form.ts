import { timingSafeEqual } from 'node:crypto'
import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx } from '#foundation/ctx.ts'
import { findCustomerByPhone, setConsentState } from '#modules/customers/index.ts'
import { coreError, type Locale } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { normalisePhone } from '#shared/phone.ts'
import { type binReasons, leadFormError } from '../contracts/lead-forms.ts'
import { type FormRow, findForm, hasConsentText, insertEntry } from './forms.queries.ts'
import { definitionOf, seriesOffered, type Typed } from './forms.service.ts'
import { recordLead } from './record-lead.ts'
import { type PageParts, pageOf } from './web-form-page.ts'

interface Place {
  store: number
  id: string
}
export interface Sent {
  name: string
  phone: string
  sex?: 'male' | 'female' | null | undefined
  seriesId?: string | null | undefined
  city?: string | undefined
  visitDay?: string | undefined
  note?: string | undefined
  consent: boolean
  consentVersion: number
  website?: string | undefined
  stamp: string
}

const fastestMs = 3_000
const oldestMs = 7 * 86_400_000
const longestName = 60

/** The page of an open form, and the sites that may show it. Throws `leads.form_closed`. */
export function showForm(
  app: App,
  place: Place,
  locale: Locale,
): Promise<{ html: string; sites: string[] }> {
  return inStoreOf(app, place, async (ctx) => {
    const form = await openForm(ctx, place.id)
    const definition = definitionOf(form)
    const parts: PageParts = {
      title: form.title,
      store: ctx.store.name,
      consentText: form.consent_text,
      consentVersion: form.consent_version,
      fields: definition.fields,
      series: await seriesOffered(ctx, definition.seriesIds),
      colour: definition.colour,
      thanks: definition.thanks,
      sendTo: `/api/web-forms/${place.store}/${place.id}/entries`,
      stamp: stampOf(ctx, place, ctx.now.getTime()),
    }
    return { html: pageOf(parts, locale), sites: definition.sites }
  })
}

/**
 * Takes what was typed into a form. Whatever looks like a machine goes to the bin with the same thanks;
 * a person's mistake is told. Nothing of the store is given away. Throws `leads.form_closed`,
 * `leads.consent_needed`, `leads.form_phone`, `leads.form_refused`.
 */
export function takeEntry(app: App, place: Place, sent: Sent): Promise<{ thanks: string }> {
  return inStoreOf(app, place, async (ctx) => {
    const form = await openForm(ctx, place.id)
    const definition = definitionOf(form)
    const why = machineOf(ctx, place, sent)
    const typed = typedOf(sent, definition.seriesIds)
    const entry = {
      store_id: ctx.store.id,
      id: uuidv7(),
      form_id: form.id,
      at: ctx.now,
      consent_version: sent.consentVersion,
    }
    if (why !== undefined) {
      await insertEntry(ctx, {
        ...entry,
        verdict: 'invalid',
        why,
        sealed: ctx.vault.seal(JSON.stringify(typed)),
      })
      return { thanks: definition.thanks }
    }
    const isRead = sent.consent && (await hasConsentText(ctx, form.id, sent.consentVersion))
    if (!isRead) throw leadFormError('leads.consent_needed')
    const isPerson = typed.name !== '' && typed.name.length <= longestName
    if (!isPerson) throw leadFormError('leads.form_refused')
    if (!normalisePhone(typed.phone)) throw leadFormError('leads.form_phone')
    const lead = await record(ctx, form, typed, sent.consentVersion)
    await insertEntry(ctx, { ...entry, verdict: 'taken', lead_id: lead.id })
    return { thanks: definition.thanks }
  })
}

async function record(ctx: Ctx, form: FormRow, typed: Typed, consentVersion: number) {
  const consentSource = `${form.name} v${consentVersion}`
  const known = await findCustomerByPhone(ctx, typed.phone)
  if (known && known.consent_at === null)
    await setConsentState(ctx, known.id, { at: ctx.now, source: consentSource })
  return recordLead(ctx, {
    customer: { name: typed.name, sex: typed.sex ?? null, phone: typed.phone },
    origin: 'web',
    sourceId: form.source_id,
    seriesId: typed.seriesId ?? null,
    note: typed.note,
    formId: form.id,
    consentSource,
  })
}

function typedOf(sent: Sent, offered: readonly string[]): Typed {
  const { sex = null, seriesId = null } = sent
  const said = [sent.city, sent.visitDay, sent.note].map((text) => text?.trim() ?? '')
  return {
    name: sent.name.trim(),
    phone: sent.phone.trim(),
    sex,
    seriesId:
      seriesId !== null && (offered.length === 0 || offered.includes(seriesId)) ? seriesId : null,
    note: said.filter(Boolean).join(' · ').slice(0, 2000),
  }
}

/** Why what was sent is no person's, or undefined. */
function machineOf(ctx: Ctx, place: Place, sent: Sent): (typeof binReasons)[number] | undefined {
  if (sent.website !== undefined && sent.website !== '') return 'trap'
  const madeAt = Number(sent.stamp.split('.')[0])
  if (!isSame(sent.stamp, stampOf(ctx, place, madeAt))) return 'trap'
  const age = ctx.now.getTime() - madeAt
  if (age < fastestMs) return 'too_fast'
  if (age > oldestMs) return 'old_page'
  return /https?:|www\./i.test(`${sent.name} ${sent.note ?? ''}`) ? 'link' : undefined
}

/** When a page was made, signed, so that nobody sends without having opened it. */
function stampOf(ctx: Pick<Ctx, 'vault'>, place: Place, at: number): string {
  const mark = ctx.vault.hash('lead-form', `${place.store}:${place.id}:${at}`)
  return `${at}.${mark.toString('base64url')}`
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

async function openForm(ctx: Ctx, id: string): Promise<FormRow> {
  const form = await findForm(ctx, id)
  if (!form) throw coreError('core.not_found')
  if (!form.is_open) throw leadFormError('leads.form_closed')
  return form
}

async function inStoreOf<T>(app: App, place: Place, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const store = await app.findStore(app.db, place.store)
  if (!store) throw coreError('core.not_found')
  return runInStore(app, store, work)
}
