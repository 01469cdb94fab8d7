import type { Ctx } from '#foundation/ctx.ts'
import { audit } from '#foundation/ledger/ledger.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhone, maskPhonesInText, normalisePhone } from '#shared/phone.ts'
import { customersError } from '../contract.ts'
import { inverseRoles, type Relation, type RelationRole } from '../contracts/relations.ts'
import { readPhones } from './create-customer.ts'
import { loadCustomer, noteChange } from './customer-record.ts'
import { maskedPhone } from './customers.present.ts'
import type { CustomerRow } from './customers.queries.ts'
import { authoriseReveal, dialOf } from './phones.service.ts'
import {
  findRelation,
  insertRelation,
  isRelationKnown,
  listOthers,
  listRelationRows,
  lockCustomers,
  type RelationRow,
  updateRelation,
} from './relations.queries.ts'

interface Person {
  name: string
  /** Canonical; null without one. */
  phone: string | null
}

/** The other people of a customer: contacts by name, and customers linked from either side. */
export async function listRelations(ctx: Ctx, id: string) {
  return { items: await relationsOf(ctx, await loadCustomer(ctx, id)) }
}

/**
 * Adds another customer of the store or a person by name. The same two in the same role are one
 * relation, whoever names whom and also when both do at once. Throws `customers.linked_to_itself`.
 */
export async function addRelation(
  ctx: Ctx,
  id: string,
  given: {
    id?: string | undefined
    role: RelationRole
    linkedId?: string | undefined
    person?: { name: string; phone?: string | undefined } | undefined
    note: string
  },
) {
  const row = await loadCustomer(ctx, id, 'customers.write')
  if (given.id !== undefined && (await isRelationKnown(ctx, given.id)))
    return listRelations(ctx, id)
  if (given.linkedId === undefined && given.person === undefined)
    throw coreError('core.bad_request', { why: 'linkedId or person' })
  const { linkedId, role } = given
  if (linkedId !== undefined) {
    if (linkedId === id) throw customersError('customers.linked_to_itself')
    await loadCustomer(ctx, linkedId)
    await lockCustomers(ctx, [id, linkedId])
    const isThere = (await listRelationRows(ctx, id)).some(
      (one) => otherOf(one, id) === linkedId && roleFrom(one, id) === role,
    )
    if (isThere) return listRelations(ctx, id)
  }
  const person = linkedId === undefined && given.person ? readPerson(given.person) : undefined
  const relationId = given.id ?? uuidv7()
  await insertRelation(ctx, {
    store_id: ctx.store.id,
    id: relationId,
    customer_id: id,
    linked_id: linkedId ?? null,
    role,
    person_sealed: person ? ctx.vault.seal(JSON.stringify(person)) : null,
    note: maskPhonesInText(given.note),
    created_by: ctx.actor.personId,
    created_at: ctx.now,
  })
  noteRelation(ctx, row, 'customer.relation_added', { relationId, linkedId, role }, person)
  return listRelations(ctx, id)
}

/** Changes role, note, or who a person by name is. Throws `core.stale_version`. */
export async function changeRelation(
  ctx: Ctx,
  id: string,
  relationId: string,
  given: {
    version: number
    role?: RelationRole | undefined
    note?: string | undefined
    person?: { name: string; phone?: string | undefined } | undefined
  },
) {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const before = await loadRelation(ctx, id, relationId)
  const person = given.person && before.linked_id === null ? readPerson(given.person) : undefined
  const role = given.role ?? roleFrom(before, id)
  const done = await updateRelation(
    ctx,
    relationId,
    {
      role: before.customer_id === id ? role : inverseRoles[role],
      note: given.note === undefined ? before.note : maskPhonesInText(given.note),
      ...(person ? { person_sealed: ctx.vault.seal(JSON.stringify(person)) } : {}),
    },
    given.version,
  )
  if (!done) throw coreError('core.stale_version', { current: await listRelations(ctx, id) })
  const linkedId = otherOf(before, id)
  noteRelation(ctx, row, 'customer.relation_changed', { relationId, linkedId, role }, person)
  return listRelations(ctx, id)
}

/** Takes a relation off both: marked, never deleted. Throws `core.stale_version`. */
export async function removeRelation(ctx: Ctx, id: string, relationId: string, version: number) {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const before = await loadRelation(ctx, id, relationId)
  if (!(await updateRelation(ctx, relationId, { withdrawn_at: ctx.now }, version)))
    throw coreError('core.stale_version', { current: await listRelations(ctx, id) })
  const role = roleFrom(before, id)
  const linkedId = otherOf(before, id)
  noteRelation(
    ctx,
    row,
    'customer.relation_removed',
    { relationId, linkedId, role },
    openPerson(ctx, before),
  )
  return listRelations(ctx, id)
}

/** Puts a removed relation back, unless the same one was made again meanwhile. */
export async function restoreRelation(ctx: Ctx, id: string, relationId: string) {
  const row = await loadCustomer(ctx, id, 'customers.write')
  const relation = await findRelation(ctx, id, relationId)
  if (!relation) throw coreError('core.not_found')
  if (relation.withdrawn_at === null) return listRelations(ctx, id)
  const linkedId = otherOf(relation, id)
  const role = roleFrom(relation, id)
  if (linkedId !== undefined) await lockCustomers(ctx, [id, linkedId])
  const isThere = (await listRelationRows(ctx, id)).some(
    (one) => linkedId !== undefined && otherOf(one, id) === linkedId && roleFrom(one, id) === role,
  )
  if (!isThere) {
    await updateRelation(ctx, relationId, { withdrawn_at: null }, relation.version)
    noteRelation(ctx, row, 'customer.relation_restored', { relationId, linkedId, role }, undefined)
  }
  return listRelations(ctx, id)
}

/** Opens the number of a person by name, logged like the customer's own (rules.md). */
export async function revealRelation(
  ctx: Ctx,
  id: string,
  relationId: string,
  reason: string | undefined,
) {
  const row = await loadCustomer(ctx, id)
  const isOwn = authoriseReveal(ctx, row, reason)
  const phone = openPerson(ctx, await loadRelation(ctx, id, relationId))?.phone
  if (!phone) throw coreError('core.not_found')
  audit(ctx, {
    action: 'phone.revealed',
    recordType: 'customer',
    recordId: id,
    customer: { id, sealedKey: row.sealed_key },
    detail: { relationId, purpose: isOwn ? 'follow-up' : 'reason' },
    reason: isOwn ? (reason ?? 'follow-up') : reason,
  })
  return { number: normalisePhone(phone)?.national ?? '', dial: dialOf(phone) }
}

async function relationsOf(ctx: Ctx, row: CustomerRow): Promise<Relation[]> {
  const relations = await listRelationRows(ctx, row.id)
  const others = await listOthers(
    ctx,
    relations.flatMap((one) => otherOf(one, row.id) ?? []),
  )
  const byId = new Map(others.map((other) => [other.id, other]))
  return relations.map((one) => {
    const linkedId = otherOf(one, row.id)
    const other = byId.get(linkedId ?? '')
    const person = openPerson(ctx, one)
    return {
      id: one.id,
      role: roleFrom(one, row.id),
      customer: other
        ? {
            id: other.id,
            name: other.name,
            maskedPhone: maskedPhone(ctx, other.sealed_key, other.phone_sealed),
            special: other.special,
            isOwner: other.is_owner,
          }
        : null,
      person: person
        ? { name: person.name, maskedPhone: person.phone === null ? null : maskPhone(person.phone) }
        : null,
      isHidden: linkedId !== undefined && other === undefined,
      note: one.note,
      version: one.version,
    }
  })
}

/** The other customer of a relation; undefined where it is a person by name. */
function otherOf(relation: RelationRow, id: string): string | undefined {
  if (relation.linked_id === null) return undefined
  return relation.customer_id === id ? relation.linked_id : relation.customer_id
}

/** What the other is to this customer: the role as it was named, or its inverse from the other side. */
function roleFrom(relation: RelationRow, id: string): RelationRole {
  const role = relation.role as RelationRole
  return relation.customer_id === id ? role : inverseRoles[role]
}

function readPerson(given: { name: string; phone?: string | undefined }): Person {
  const [phone] = given.phone === undefined ? [] : readPhones([given.phone])
  return { name: maskPhonesInText(given.name), phone: phone?.canonical ?? null }
}

function openPerson(ctx: Ctx, relation: RelationRow): Person | undefined {
  return relation.person_sealed
    ? (JSON.parse(ctx.vault.open(relation.person_sealed)) as Person)
    : undefined
}

async function loadRelation(ctx: Ctx, id: string, relationId: string): Promise<RelationRow> {
  const relation = await findRelation(ctx, id, relationId)
  if (!relation || relation.withdrawn_at !== null) throw coreError('core.not_found')
  return relation
}

function noteRelation(
  ctx: Ctx,
  row: CustomerRow,
  action: string,
  relation: { relationId: string; linkedId: string | undefined; role: RelationRole },
  person: Person | undefined,
): void {
  noteChange(ctx, row, action, {
    detail: relation,
    ...(person ? { personal: { name: person.name, phone: person.phone } } : {}),
  })
}
