import { type Ctx, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { changeCustomer as customerContract } from '#modules/customers/contract.ts'
import { changeCustomer, findSealedKey, readCustomer } from '#modules/customers/index.ts'
import {
  changeCard as cardContract,
  changeExpectation as expectationContract,
} from '#modules/opportunities/contract.ts'
import { changeCard, changeExpectation, readCard } from '#modules/opportunities/index.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import type { EditKind } from '../contract.ts'
import { enteredAt } from './entered-at.ts'
import { findLastOther, insertKept } from './offline.queries.ts'

export interface OfflineEdit {
  id: string
  kind: EditKind
  recordId: string
  seen: Record<string, unknown>
  change: Record<string, unknown>
  at: string
}

interface Present {
  fields: Record<string, unknown>
  version: number
  customerId: string
  opportunityId: string | null
}

/**
 * Takes over an edit made without network, field by field: where the field is still as the person
 * saw it. Where somebody changed it meanwhile the record stands, what was entered is kept on the
 * customer's timeline, and both people are told (rules.md, Offline and retries).
 */
export async function applyOfflineEdit(ctx: Ctx, edit: OfflineEdit) {
  const now = await readPresent(ctx, edit)
  const applied: Record<string, unknown> = {}
  const superseded: string[] = []
  for (const [field, value] of Object.entries(edit.change)) {
    if (field === 'reason' || isSame(now.fields[field], value)) continue
    if (isSame(now.fields[field], edit.seen[field])) applied[field] = value
    else superseded.push(field)
  }
  if (Object.keys(applied).length > 0)
    await change(ctx, edit, {
      ...applied,
      ...(typeof edit.change.reason === 'string' ? { reason: edit.change.reason } : {}),
      version: now.version,
    })
  if (superseded.length > 0) await keep(ctx, edit, now, superseded)
  return { applied: Object.keys(applied), superseded }
}

async function readPresent(ctx: Ctx, edit: OfflineEdit): Promise<Present> {
  if (edit.kind === 'customer') {
    const customer = await readCustomer(ctx, edit.recordId)
    const { version, id } = customer
    return { fields: { ...customer }, version, customerId: id, opportunityId: null }
  }
  const card = await readCard(ctx, edit.recordId)
  const { version, customerId, id } = card
  return { fields: { ...card }, version, customerId, opportunityId: id }
}

/** Through the same verbs, rules and rights as an edit at a desk. */
async function change(ctx: Ctx, edit: OfflineEdit, body: Record<string, unknown>): Promise<void> {
  const { kind, recordId } = edit
  if (kind === 'customer') await changeCustomer(ctx, recordId, parsed(customerContract.body, body))
  else if (kind === 'card') await changeCard(ctx, recordId, parsed(cardContract.body, body))
  else await changeExpectation(ctx, recordId, parsed(expectationContract.body, body))
}

interface Parser<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

/** What the route of the same edit accepts, and nothing else. */
function parsed<T>(schema: Parser<T> | undefined, body: unknown): T {
  const result = schema?.safeParse(body)
  if (!result?.success) throw coreError('core.invalid_input', { issues: [] })
  return result.data
}

async function keep(ctx: Ctx, edit: OfflineEdit, now: Present, fields: string[]): Promise<void> {
  const personId = personOf(ctx)
  const key = await findSealedKey(ctx, now.customerId)
  const otherId = await findLastOther(ctx, edit.recordId)
  await insertKept(
    ctx,
    fields.map((field) => ({
      id: uuidv7(),
      customerId: now.customerId,
      opportunityId: now.opportunityId,
      kind: 'edit' as const,
      personId,
      otherId,
      enteredAt: enteredAt(edit.at, ctx.now),
      content: key && ctx.vault.sealFor(key, contentOf(edit, now, field)),
    })),
  )
  audit(ctx, {
    action: 'offline.superseded',
    recordType: edit.kind === 'customer' ? 'customer' : 'opportunity',
    recordId: edit.recordId,
    customer: { id: now.customerId, sealedKey: key },
    detail: { fields, otherId },
  })
  announce(ctx, {
    type: 'offline.superseded',
    recordId: now.customerId,
    data: { customerId: now.customerId, personId, otherId, fields },
  })
}

function contentOf(edit: OfflineEdit, now: Present, field: string): string {
  return JSON.stringify({
    field,
    seen: edit.seen[field] ?? null,
    entered: edit.change[field] ?? null,
    stands: now.fields[field] ?? null,
  })
}

/** Nothing, null and an empty text are one. */
function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => (value === undefined || value === '' ? null : value)
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}
