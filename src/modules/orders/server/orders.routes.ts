import { serve } from '#foundation/http/serve.ts'
import * as contract from '../contract.ts'
import * as delivery from '../contracts/delivery.ts'
import * as documents from '../contracts/documents.ts'
import * as payments from '../contracts/payments.ts'
import * as steps from '../contracts/steps.ts'
import { allocate, carsFor, release } from './allocate-car.ts'
import { changeOrderOf } from './change-order.ts'
import { cancel, sign } from './close-order.ts'
import { stepTo } from './contracts/contract-state.ts'
import { makeContractOf } from './contracts/make-contract.ts'
import { placeholders } from './contracts/placeholders.ts'
import {
  contractFileOf,
  keepScan,
  readContract,
  readContracts,
  readContractsOf,
} from './contracts/read-contracts.ts'
import {
  changeTemplateOf,
  readTemplates,
  takeTemplate,
  templateFileOf,
} from './contracts/templates.ts'
import { deliver, undoDeliveryOf } from './deliver-order.ts'
import { keepPhoto, planIt, prepare, readDelivery } from './delivery.ts'
import { sheetOf } from './delivery-sheet.ts'
import { makeOrderOf } from './make-order.ts'
import { notePayment, readPayments, readPaymentsOf, reversePaymentOf } from './payments.ts'
import { readGlance, readOrder, readOrders, readOrdersOf } from './read-orders.ts'
import { receiptOf } from './receipt.ts'
import { changeRules, rulesOf } from './rules.ts'
import { noteStep, readProgress, readWinDeals, tickWin } from './steps.ts'

const orderRoutes = [
  serve(contract.listOrders, (ctx, { query }) => readOrders(ctx, query)),
  serve(contract.ordersAtGlance, (ctx, { query }) => readGlance(ctx, query)),
  serve(contract.ordersOfCustomer, async (ctx, { params }) => ({
    items: await readOrdersOf(ctx, params.id),
  })),
  serve(contract.getOrder, (ctx, { params }) => readOrder(ctx, params.id)),
  serve(contract.makeOrder, async (ctx, { body }) =>
    readOrder(ctx, await makeOrderOf(ctx, body), 'any'),
  ),
  serve(contract.changeOrder, async (ctx, { params, body }) => {
    await changeOrderOf(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(contract.signOrder, async (ctx, { params, body }) => {
    await sign(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(contract.cancelOrder, async (ctx, { params, body }) => {
    await cancel(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(contract.allocateCar, async (ctx, { params, body }) => {
    await allocate(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(contract.carsForOrder, async (ctx, { params }) => ({
    items: await carsFor(ctx, params.id),
  })),
  serve(contract.releaseCar, async (ctx, { params, body }) => {
    await release(ctx, params.id, params.carId, body.reason)
    return readOrder(ctx, params.id, 'any')
  }),
]

const paymentRoutes = [
  serve(payments.paymentsOfOrder, (ctx, { params }) => readPaymentsOf(ctx, params.id)),
  serve(payments.addPayment, (ctx, { params, body }) => notePayment(ctx, params.id, body)),
  serve(payments.reversePayment, (ctx, { params, body }) => reversePaymentOf(ctx, params.id, body)),
  serve(payments.receiptFile, (ctx, { params }) => receiptOf(ctx, params.id)),
  serve(payments.listPayments, (ctx, { query }) => readPayments(ctx, query)),
]

const documentRoutes = [
  serve(documents.makeContract, async (ctx, { params, body }) =>
    readContract(ctx, await makeContractOf(ctx, params.id, body)),
  ),
  serve(documents.contractsOfOrder, async (ctx, { params }) => ({
    items: await readContractsOf(ctx, params.id),
  })),
  serve(documents.listContracts, (ctx, { query }) => readContracts(ctx, query)),
  serve(documents.contractFile, (ctx, { params, query }) =>
    contractFileOf(ctx, params.id, query.format),
  ),
  serve(documents.stepContract, async (ctx, { params, body }) => {
    await stepTo(ctx, params.id, body)
    return readContract(ctx, params.id)
  }),
  serve(documents.addContractScan, async (ctx, { params, query, file }) => {
    await keepScan(ctx, params.id, file, query)
    return readContract(ctx, params.id)
  }),
  serve(documents.listTemplates, async (ctx) => ({ items: await readTemplates(ctx) })),
  serve(documents.uploadTemplate, (ctx, { query, file }) => takeTemplate(ctx, file, query)),
  serve(documents.changeTemplate, (ctx, { params, body }) =>
    changeTemplateOf(ctx, params.id, body),
  ),
  serve(documents.templateFile, (ctx, { query }) => templateFileOf(ctx, query)),
  serve(documents.listPlaceholders, () => Promise.resolve({ items: [...placeholders] })),
]

const deliveryRoutes = [
  serve(delivery.getDelivery, (ctx, { params }) => readDelivery(ctx, params.id)),
  serve(delivery.prepareDelivery, (ctx, { params, body }) => prepare(ctx, params.id, body)),
  serve(delivery.planDelivery, (ctx, { params, body }) => planIt(ctx, params.id, body)),
  serve(delivery.addDeliveryPhoto, (ctx, { params, query, file }) =>
    keepPhoto(ctx, params.id, file, query),
  ),
  serve(delivery.deliverOrder, async (ctx, { params, body }) => {
    await deliver(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(delivery.undoDelivery, async (ctx, { params, body }) => {
    await undoDeliveryOf(ctx, params.id, body)
    return readOrder(ctx, params.id, 'any')
  }),
  serve(delivery.deliverySheet, (ctx, { params }) => sheetOf(ctx, params.id)),
]

const stepRoutes = [
  serve(steps.getOrderRules, (ctx) => rulesOf(ctx)),
  serve(steps.changeOrderRules, (ctx, { body }) => changeRules(ctx, body)),
  serve(steps.getProgress, (ctx, { params }) => readProgress(ctx, params.id)),
  serve(steps.setStep, (ctx, { params, body }) => noteStep(ctx, params.id, params.step, body)),
  serve(steps.tickWinStep, (ctx, { params, body }) => tickWin(ctx, params.id, params.step, body)),
  serve(steps.listWinDeals, (ctx, { query }) => readWinDeals(ctx, query)),
]

export const allOrderRoutes = [
  ...orderRoutes,
  ...paymentRoutes,
  ...documentRoutes,
  ...deliveryRoutes,
  ...stepRoutes,
]
