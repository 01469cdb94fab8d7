import type { Screen } from '#ui/screen.ts'
import type { Panel } from '#ui/slots.tsx'
import { orderTitles } from '../titles.ts'

export const orderScreens: Screen[] = [
  {
    path: '/orders',
    title: orderTitles.orders,
    permission: 'orders.read',
    nav: { group: 'deals', order: 1, icon: 'list' },
    load: async () => ({ default: (await import('./OrdersPage.tsx')).OrdersPage }),
  },
  {
    path: '/orders/new',
    title: orderTitles.newOrder,
    permission: 'orders.write',
    load: async () => ({ default: (await import('./NewOrderPage.tsx')).NewOrderPage }),
  },
  {
    path: '/orders/$id',
    title: orderTitles.order,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./OrderPage.tsx')).OrderPage }),
  },
  {
    path: '/orders/$id/edit',
    title: orderTitles.order,
    permission: 'orders.write',
    load: async () => ({ default: (await import('./EditOrderPage.tsx')).EditOrderPage }),
  },
  {
    path: '/orders/$id/delivery',
    title: orderTitles.delivery,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./DeliveryPage.tsx')).DeliveryPage }),
  },
  {
    path: '/contracts',
    title: orderTitles.contracts,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./ContractsPage.tsx')).ContractsPage }),
  },
  {
    path: '/payments',
    title: orderTitles.payments,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./PaymentsPage.tsx')).PaymentsPage }),
  },
  {
    path: '/win-deals',
    title: orderTitles.winDeals,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./WinDealsPage.tsx')).WinDealsPage }),
  },
  {
    path: '/contract-templates',
    title: orderTitles.templates,
    permission: 'contracts.manage',
    nav: { group: 'settings', order: 8, icon: 'book' },
    load: async () => ({ default: (await import('./TemplatesPage.tsx')).TemplatesPage }),
  },
  {
    path: '/order-rules',
    title: orderTitles.orderRules,
    permission: 'orders.read',
    load: async () => ({ default: (await import('./RulesPage.tsx')).RulesPage }),
  },
]

export const orderPanels: Panel[] = [
  {
    slot: 'today',
    permission: 'orders.read',
    load: async () => ({ default: (await import('./MyOrders.tsx')).MyOrders }),
  },
  {
    slot: 'customer-aside',
    permission: 'orders.read',
    load: async () => ({ default: (await import('./CustomerOrders.tsx')).CustomerOrders }),
  },
  {
    slot: 'customer-actions',
    permission: 'orders.write',
    load: async () => ({ default: (await import('./OrderButton.tsx')).OrderButton }),
  },
]
