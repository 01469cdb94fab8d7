import type { CustomerTable } from '#foundation/customer-tables.ts'
import type { Module } from '#foundation/module.ts'
import { appointmentListeners } from './server/appointments.listeners.ts'
import { appointmentRoutes } from './server/appointments.routes.ts'
import { appointmentClock } from './server/clock.ts'

const customerTable: CustomerTable = {
  table: 'appointments',
  customerColumn: 'customer_id',
  title: ['预约', 'Appointments'],
  shown: [
    { column: 'starts_at', title: ['开始时间', 'Start'] },
    { column: 'ends_at', title: ['结束时间', 'End'] },
    { column: 'purpose', title: ['事由', 'Purpose'] },
    { column: 'state', title: ['状态', 'State'] },
    { column: 'note', title: ['备注', 'Note'] },
    { column: 'reason', title: ['改期或取消原因', 'Reason for moving or cancelling'] },
  ],
  merged: 'move',
  erased: ['note', 'reason'],
}

export const appointmentsModule: Module = {
  name: 'appointments',
  routes: [...appointmentRoutes],
  listeners: appointmentListeners,
  timers: [appointmentClock],
  customerTables: [customerTable],
  ownedTables: [
    {
      table: 'appointments',
      customerColumn: 'customer_id',
      ownerColumn: 'person_id',
      open: { column: 'state', values: ['planned'] },
      title: ['预约', 'Appointments'],
    },
  ],
}
