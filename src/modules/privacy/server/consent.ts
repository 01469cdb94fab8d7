import { can, type Ctx } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { loadCustomer, setConsentState, setNotContacted } from '#modules/customers/index.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { type ConsentCentre, privacyError, privacyEvents } from '../contract.ts'
import { hashesOf, idsOfPerson } from './erase.queries.ts'
import {
  type ConsentRow,
  insertConsent,
  insertRequest,
  listConsents,
  listRequests,
  listRevealRows,
  tellHolders,
} from './privacy.queries.ts'
import { presentRequest, presentReveal } from './privacy.present.ts'

const lastReveals = 20

/** What a person agreed to, what they asked, and who looked at their numbers. */
export async function readCentre(ctx: Ctx, customerId: string): Promise<ConsentCentre> {
  const customer = await loadCustomer(ctx, customerId)
  const history = (await listConsents(ctx, customerId)).map(presentConsent)
  const latest = history[0]
  const requests = await listRequests(ctx, { customerId }, { limit: 50 })
  const reveals = await listRevealRows(ctx, { customerId }, { limit: lastReveals })
  const before = customer.consent_at
    ? {
        id: customer.id,
        isGiven: true,
        purposes: [],
        source: customer.consent_source ?? '',
        note: '',
        at: customer.consent_at.toISOString(),
        recordedBy: null,
      }
    : null
  return {
    customerId,
    isErased: customer.erased_at !== null,
    consent: latest ? (latest.isGiven ? latest : null) : before,
    history,
    doNotContact: customer.do_not_contact,
    requests: requests.map((row) => presentRequest(row)),
    reveals: reveals.map((row) => presentReveal(row)),
    mayWrite: customer.erased_at === null && can(ctx, 'customers.write'),
    mayErase: customer.erased_at === null && can(ctx, 'privacy.manage'),
  }
}

export interface GivenConsent {
  id?: string | undefined
  isGiven: boolean
  purposes: string[]
  source: string
  note: string
  at?: Date | undefined
}

/** Records a consent with its source, or that it was taken back. A resent id records nothing. */
export async function recordConsent(
  ctx: Ctx,
  customerId: string,
  given: GivenConsent,
): Promise<ConsentCentre> {
  const customer = await loadCustomer(ctx, customerId, 'customers.write')
  if (customer.erased_at) throw privacyError('privacy.already_erased')
  const at = given.at !== undefined && given.at < ctx.now ? given.at : ctx.now
  const isNew = await insertConsent(ctx, {
    store_id: ctx.store.id,
    id: given.id ?? uuidv7(),
    customer_id: customerId,
    is_given: given.isGiven,
    purposes: given.purposes,
    source: given.source,
    note: maskPhonesInText(given.note),
    at,
    recorded_at: ctx.now,
    recorded_by: ctx.actor.personId,
  })
  if (isNew) {
    const [latest] = await listConsents(ctx, customerId)
    if (latest)
      await setConsentState(ctx, customerId, {
        at: latest.is_given ? latest.at : null,
        source: latest.is_given ? latest.source : null,
      })
    audit(ctx, {
      action: given.isGiven ? 'consent.given' : 'consent.withdrawn',
      recordType: 'customer',
      recordId: customerId,
      customer: { id: customerId, sealedKey: customer.sealed_key },
      detail: { source: given.source, purposes: given.purposes },
    })
    announce(ctx, {
      type: privacyEvents.consent,
      recordId: customerId,
      data: { isGiven: given.isGiven },
    })
  }
  return readCentre(ctx, customerId)
}

/** Sets the ways a person must not be contacted on, here and in all stores of the group. */
export async function setDoNotContact(
  ctx: Ctx,
  customerId: string,
  given: { channels: string[]; reason: string },
): Promise<ConsentCentre> {
  const customer = await loadCustomer(ctx, customerId, 'customers.write')
  if (customer.erased_at) throw privacyError('privacy.already_erased')
  await keepNotContacted(ctx, customerId, given, { isFromElsewhere: false })
  for (const { hash } of await hashesOf(ctx, await idsOfPerson(ctx, customerId)))
    await tellHolders(ctx, hash, privacyEvents.askedElsewhere, {
      kind: 'do_not_contact',
      channels: given.channels,
    })
  return readCentre(ctx, customerId)
}

/** The same for one store; what was asked elsewhere adds to what is refused here already. */
export async function keepNotContacted(
  ctx: Ctx,
  customerId: string,
  { channels, reason }: { channels: string[]; reason: string },
  { isFromElsewhere, id }: { isFromElsewhere: boolean; id?: string },
): Promise<void> {
  const isNew = await insertRequest(ctx, {
    store_id: ctx.store.id,
    id: id ?? uuidv7(),
    customer_id: customerId,
    kind: 'do_not_contact',
    channels,
    reason: maskPhonesInText(reason),
    is_from_elsewhere: isFromElsewhere,
    asked_at: ctx.now,
    recorded_by: ctx.actor.personId,
    done_at: ctx.now,
  })
  if (!isNew) return
  await setNotContacted(ctx, customerId, channels)
  audit(ctx, {
    action: 'consent.do_not_contact',
    recordType: 'customer',
    recordId: customerId,
    detail: { channels, isFromElsewhere },
    reason,
  })
  announce(ctx, { type: privacyEvents.doNotContact, recordId: customerId, data: { channels } })
}

function presentConsent(row: ConsentRow) {
  return {
    id: row.id,
    isGiven: row.is_given,
    purposes: row.purposes,
    source: row.source,
    note: row.note,
    at: row.at.toISOString(),
    recordedBy: row.person,
  }
}
