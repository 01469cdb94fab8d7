import type { Ctx } from '#foundation/ctx.ts'
import { areaLabel } from '#modules/dictionaries/index.ts'
import { maskIdNumber } from '#shared/id-number.ts'
import { maskPhone } from '#shared/phone.ts'
import type { Customer, Vehicle } from '../contract.ts'
import type { CustomerRow, PhoneRow, VehicleRow } from './customers.queries.ts'
import { knownFacts, openIdNumber, openSealed } from './facts.ts'

/** What of a customer lies in other tables. */
export interface Beside {
  phones: PhoneRow[]
  vehicles: VehicleRow[]
  /** The options the customer has, named in the language of the request. */
  options: ReadonlyMap<string, { label: string; family: string | null }>
  /** How many other people are on record for the customer. */
  people: number
}

/** A customer as people see it: numbers masked. */
export function presentCustomer(ctx: Ctx, row: CustomerRow, beside: Beside): Customer {
  const { phones, vehicles } = beside
  const idNumber = openIdNumber(ctx, row)
  const chosen = (id: string | null) => {
    const option = id === null ? undefined : beside.options.get(id)
    return id !== null && option ? { id, ...option } : null
  }
  return {
    id: row.id,
    storeId: row.store_id,
    kind: row.kind,
    name: row.name,
    sex: row.sex,
    phones: phones.map((p) => ({
      id: p.id,
      kind: p.kind,
      place: p.place,
      masked: maskedPhone(ctx, row.sealed_key, p.phone_sealed),
      isShared: p.is_shared,
    })),
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    isOwner: row.is_owner,
    special: row.special,
    specialReason: row.special_reason,
    note: row.note,
    birthday: row.birthday,
    idNumberMasked: idNumber === null ? null : maskIdNumber(idNumber),
    occupation: chosen(row.occupation_id),
    industry: chosen(row.industry_id),
    hobbies: row.hobby_ids.flatMap((id) => chosen(id) ?? []),
    household: chosen(row.household_id),
    area:
      row.area_code === null
        ? null
        : { code: row.area_code, label: areaLabel(row.area_code, ctx.locale) },
    source: chosen(row.source_id),
    preferences: row.preferences,
    facts: openSealed(ctx, row),
    known: knownFacts(row, { phones: phones.length, people: beside.people }),
    consentAt: row.consent_at?.toISOString() ?? null,
    consentSource: row.consent_source,
    doNotContact: row.do_not_contact,
    isErased: row.erased_at !== null,
    vehicles: vehicles.map(presentVehicle),
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}

/** `138****1234`; null where the person's key was destroyed. */
export function maskedPhone(
  ctx: Pick<Ctx, 'vault'>,
  sealedKey: Buffer | null,
  sealed: Buffer | null,
): string | null {
  return sealedKey && sealed ? maskPhone(ctx.vault.openFor(sealedKey, sealed)) : null
}

function presentVehicle(row: VehicleRow): Vehicle {
  return {
    id: row.id,
    plate: row.plate,
    vin: row.vin,
    seriesId: row.series_id,
    modelId: row.model_id,
    seriesName: row.series_name,
    colour: row.colour,
    boughtOn: row.bought_on,
    deliveredOn: row.delivered_on,
    orderNumber: row.order_number,
    version: row.version,
  }
}
