import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contract.ts'
import {
  addPhone,
  addVehicle,
  changeCustomer,
  readCustomer,
  removePhone,
  revealPhones,
} from './customers.service.ts'
import { searchCustomers } from './search.ts'

export const customerRoutes = [
  serve(contract.getCustomer, (ctx, { params }) => readCustomer(ctx, params.id)),
  serve(contract.changeCustomer, (ctx, { params, body }) => changeCustomer(ctx, params.id, body)),
  serve(contract.addPhone, (ctx, { params, body }) => addPhone(ctx, params.id, body)),
  serve(contract.removePhone, (ctx, { params }) => removePhone(ctx, params.id, params.phoneId)),
  serve(contract.revealPhones, (ctx, { params, body }) =>
    revealPhones(ctx, params.id, body.reason),
  ),
  serve(contract.addVehicle, (ctx, { params, body }) => addVehicle(ctx, params.id, body)),
  serve(contract.search, async (ctx, { query }) => ({
    items: await searchCustomers(ctx, query.q),
  })),
]
