import type { Ctx } from '#foundation/ctx.ts'
import { maskPhone } from '#shared/phone.ts'
import type { Customer, Vehicle } from '../contract.ts'
import type { CustomerRow, PhoneRow, VehicleRow } from './customers.queries.ts'

/** A customer as people see it: numbers masked. */
export function presentCustomer(
  ctx: Ctx,
  row: CustomerRow,
  phones: PhoneRow[],
  vehicles: VehicleRow[],
): Customer {
  return {
    id: row.id,
    storeId: row.store_id,
    kind: row.kind,
    name: row.name,
    sex: row.sex,
    phones: phones.map((p) => ({
      id: p.id,
      kind: p.kind,
      masked: maskedPhone(ctx, row.sealed_key, p.phone_sealed),
      isShared: p.is_shared,
    })),
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    isOwner: row.is_owner,
    special: row.special,
    note: row.note,
    doNotContact: row.do_not_contact,
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
