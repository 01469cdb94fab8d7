import { defineWords } from '#shared/words.ts'

/** The titles of the screens: all that the first page needs of these words. */
export const orderTitles = defineWords({
  orders: ['订单', 'Orders'],
  order: ['订单', 'Order'],
  newOrder: ['下订单', 'Make an order'],
  contracts: ['合同', 'Contracts'],
  payments: ['收退款', 'Payments'],
  winDeals: ['成交环节', 'Win steps'],
  templates: ['合同模板', 'Contract templates'],
  orderRules: ['订单设置', 'Order settings'],
  delivery: ['交车', 'Delivery'],
})
