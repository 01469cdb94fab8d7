import type { Module } from '#foundation/module.ts'
import { planDueDates } from './server/key-dates.ts'
import { sendMails } from './server/mails.ts'
import { reminderListeners } from './server/reminders.listeners.ts'
import { reminderRoutes } from './server/reminders.routes.ts'
import { watchDue } from './server/watch.ts'

export const remindersModule: Module = {
  name: 'reminders',
  routes: [...reminderRoutes],
  listeners: reminderListeners,
  timers: [
    {
      name: 'reminders.due',
      cron: '*/5 * * * *',
      run: async (app, store) => void (await watchDue(app, store)),
    },
    {
      name: 'reminders.key_dates',
      cron: '5 * * * *',
      run: async (app, store) => void (await planDueDates(app, store)),
    },
    {
      name: 'reminders.mails',
      cron: '* * * * *',
      run: async (app, store) => void (await sendMails(app, store)),
    },
  ],
  ownedTables: [
    {
      table: 'tasks',
      customerColumn: 'customer_id',
      ownerColumn: 'person_id',
      open: { column: 'state', values: ['open'] },
      title: ['任务', 'Tasks'],
    },
    {
      table: 'vehicle_dates',
      customerColumn: 'customer_id',
      ownerColumn: 'person_id',
      open: { column: 'state', values: ['open'] },
      title: ['车辆关键日期', 'Key dates of cars'],
    },
  ],
  customerTables: [
    {
      table: 'vehicle_dates',
      customerColumn: 'customer_id',
      title: ['车辆关键日期', 'Key dates of cars'],
      shown: [
        { column: 'kind', title: ['哪一项', 'Which'] },
        { column: 'due_on', title: ['日期', 'Day'] },
      ],
      merged: 'move',
      erased: 'delete',
    },
    {
      table: 'tasks',
      customerColumn: 'customer_id',
      title: ['任务', 'Tasks'],
      shown: [
        { column: 'on_day', title: ['日期', 'Day'] },
        { column: 'kind', title: ['做什么', 'What'] },
        { column: 'note', title: ['说明', 'Note'] },
        { column: 'done_at', title: ['完成时间', 'Done at'] },
      ],
      merged: 'move',
      erased: ['note'],
    },
    {
      table: 'reminders',
      customerColumn: 'customer_id',
      title: ['提醒', 'Reminders'],
      // They are about the colleagues' work.
      shown: [],
      merged: 'move',
      erased: 'delete',
    },
  ],
}
