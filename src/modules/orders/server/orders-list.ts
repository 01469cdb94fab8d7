import { defineList } from '#foundation/lists/define-list.ts'
import { say } from '#shared/words.ts'
import { contractWords } from '../contract-words.ts'
import { type OrderHead, type OrdersQuery, ordersQuerySchema } from '../contract.ts'
import { type Contract, type ContractsQuery, contractsQuerySchema } from '../contracts/documents.ts'
import { type Payment, type PaymentsQuery, paymentsQuerySchema } from '../contracts/payments.ts'
import { paymentWords } from '../payment-words.ts'
import { orderWords } from '../words.ts'
import { readContracts } from './contracts/read-contracts.ts'
import { readPayments } from './payments.ts'
import { readOrders } from './read-orders.ts'

/** The list of orders as a file. */
export const ordersList = defineList<OrderHead, OrdersQuery>({
  key: 'orders',
  title: orderWords.orders,
  permission: 'orders.read',
  query: ordersQuerySchema,
  personal: ['q'],
  columns: [
    { key: 'number', title: orderWords.number, value: (row) => row.number, width: 16 },
    {
      key: 'state',
      title: orderWords.state,
      value: (row, ctx) => say(orderWords[row.state], ctx.locale),
    },
    { key: 'customer', title: orderWords.customer, value: (row) => row.customer.name },
    { key: 'series', title: orderWords.series, value: (row) => row.seriesName },
    { key: 'model', title: orderWords.model, value: (row) => row.modelName, width: 30 },
    { key: 'colour', title: orderWords.colour, value: (row) => row.colourName },
    { key: 'quantity', title: orderWords.quantity, type: 'number', value: (row) => row.quantity },
    { key: 'vin', title: orderWords.vin, value: (row) => row.vins.join(' '), width: 20 },
    { key: 'amount', title: orderWords.amount, type: 'money', value: (row) => row.amountFen },
    {
      key: 'discount',
      title: orderWords.discountYuan,
      type: 'money',
      value: (row) => row.discountFen,
    },
    { key: 'paid', title: orderWords.paidYuan, type: 'money', value: (row) => row.paidFen },
    {
      key: 'balance',
      title: orderWords.balanceYuan,
      type: 'money',
      value: (row) => row.balanceFen,
    },
    { key: 'owner', title: orderWords.consultant, value: (row) => row.owner.name },
    { key: 'madeAt', title: orderWords.madeAt, type: 'instant', value: (row) => row.madeAt },
    { key: 'signedOn', title: orderWords.signedOn, type: 'day', value: (row) => row.signedOn },
    {
      key: 'promisedOn',
      title: orderWords.promisedOn,
      type: 'day',
      value: (row) => row.promisedOn,
    },
    {
      key: 'deliveredOn',
      title: orderWords.deliveredOn,
      type: 'day',
      value: (row) => row.deliveredOn,
    },
    { key: 'days', title: orderWords.daysInState, type: 'number', value: (row) => row.daysInState },
    {
      key: 'late',
      title: orderWords.late,
      value: (row, ctx) => (row.late ? say(orderWords[row.late], ctx.locale) : ''),
    },
  ],
  page: (ctx, query) => readOrders(ctx, query),
})

/** The list of contracts as a file. */
export const contractsList = defineList<Contract, ContractsQuery>({
  key: 'contracts',
  title: contractWords.contracts,
  permission: 'orders.read',
  query: contractsQuerySchema,
  personal: ['q'],
  columns: [
    { key: 'number', title: contractWords.number, value: (row) => row.number, width: 18 },
    { key: 'order', title: contractWords.orderNumber, value: (row) => row.orderNumber, width: 16 },
    { key: 'customer', title: contractWords.customer, value: (row) => row.customer.name },
    { key: 'owner', title: contractWords.consultant, value: (row) => row.owner.name },
    { key: 'amount', title: contractWords.amount, type: 'money', value: (row) => row.amountFen },
    {
      key: 'state',
      title: contractWords.state,
      value: (row, ctx) => say(contractWords[row.state], ctx.locale),
    },
    { key: 'dueOn', title: contractWords.dueOn, type: 'day', value: (row) => row.dueOn },
    {
      key: 'late',
      title: contractWords.lateSign,
      value: (row, ctx) => (row.isLate ? say(orderWords.yes, ctx.locale) : ''),
    },
    { key: 'madeAt', title: contractWords.madeAt, type: 'instant', value: (row) => row.madeAt },
    {
      key: 'template',
      title: contractWords.template,
      value: (row, ctx) =>
        say(contractWords.templateOf, ctx.locale, {
          name: row.templateName,
          n: row.templateVersion,
        }),
      width: 24,
    },
  ],
  page: (ctx, query) => readContracts(ctx, query),
})

/** The cashier's list as a file. */
export const paymentsList = defineList<Payment, PaymentsQuery>({
  key: 'payments',
  title: paymentWords.payments,
  permission: 'orders.read',
  query: paymentsQuerySchema,
  personal: ['q'],
  columns: [
    { key: 'day', title: paymentWords.day, type: 'day', value: (row) => row.day },
    { key: 'number', title: paymentWords.receiptNumber, value: (row) => row.number, width: 14 },
    { key: 'order', title: paymentWords.orderNumber, value: (row) => row.orderNumber, width: 16 },
    { key: 'customer', title: paymentWords.customer, value: (row) => row.customer.name },
    {
      key: 'kind',
      title: paymentWords.kind,
      value: (row, ctx) => say(paymentWords[row.kind], ctx.locale),
    },
    {
      key: 'method',
      title: paymentWords.method,
      value: (row, ctx) => say(paymentWords[`m_${row.method}`], ctx.locale),
    },
    { key: 'amount', title: paymentWords.amount, type: 'money', value: (row) => row.amountFen },
    { key: 'payer', title: paymentWords.payer, value: (row) => row.payer },
    { key: 'outside', title: paymentWords.outsideNumber, value: (row) => row.outsideNumber },
    { key: 'note', title: paymentWords.note, value: (row) => row.note, width: 30 },
    { key: 'madeBy', title: paymentWords.madeBy, value: (row) => row.madeBy },
  ],
  page: (ctx, query) => readPayments(ctx, query),
})
