import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contract.ts'
import { readCustomer } from './customer-record.ts'
import { addCustomer, changeCustomer } from './customers.service.ts'
import {
  addPhone,
  changePhone,
  removePhone,
  revealIdNumber,
  revealPhones,
} from './phones.service.ts'
import { searchCustomers } from './search.ts'
import { addVehicle, changeVehicle, removeVehicle, restoreVehicle } from './vehicles.service.ts'

export const customerRoutes = [
  serve(contract.getCustomer, (ctx, { params }) => readCustomer(ctx, params.id)),
  serve(contract.createCustomer, (ctx, { body }) => addCustomer(ctx, definedOnly(body))),
  serve(contract.changeCustomer, (ctx, { params, body }) => changeCustomer(ctx, params.id, body)),
  serve(contract.addPhone, (ctx, { params, body }) => addPhone(ctx, params.id, body)),
  serve(contract.changePhone, (ctx, { params, body }) =>
    changePhone(ctx, params.id, params.phoneId, body.place),
  ),
  serve(contract.removePhone, (ctx, { params }) => removePhone(ctx, params.id, params.phoneId)),
  serve(contract.revealPhones, (ctx, { params, body }) =>
    revealPhones(ctx, params.id, body.reason),
  ),
  serve(contract.revealIdNumber, (ctx, { params, body }) =>
    revealIdNumber(ctx, params.id, body.reason),
  ),
  serve(contract.addVehicle, (ctx, { params, body }) => addVehicle(ctx, params.id, body)),
  serve(contract.changeVehicle, (ctx, { params, body }) =>
    changeVehicle(ctx, params.id, params.vehicleId, body),
  ),
  serve(contract.removeVehicle, (ctx, { params, query }) =>
    removeVehicle(ctx, params.id, params.vehicleId, query.version),
  ),
  serve(contract.restoreVehicle, (ctx, { params }) =>
    restoreVehicle(ctx, params.id, params.vehicleId),
  ),
  serve(contract.search, async (ctx, { query }) => ({
    items: await searchCustomers(ctx, query.q),
  })),
]

/** An answer's absent values are not the same as given ones that are undefined. */
function definedOnly<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
