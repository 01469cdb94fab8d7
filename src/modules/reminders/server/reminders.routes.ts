import { personOf } from '#foundation/ctx.ts'
import { serve } from '#foundation/http/serve.ts'
import { loadCustomer, peopleWhoSee } from '#modules/customers/index.ts'
import * as contract from '../contract.ts'
import { changeKeyDate, listKeyDates } from '../contracts/key-dates.ts'
import { makeCalendarAddress, readCalendar, stopCalendar } from './calendar.ts'
import { changeChoices, readChoices } from './choices.ts'
import { markAllRead, markRead, readInbox } from './inbox.ts'
import { readKeyDates, setKeyDate } from './key-dates.ts'
import { countUnread } from './reminders.queries.ts'
import {
  changeTask,
  makeTask,
  readCustomerTasks,
  readDayTasks,
  setDone,
  setTaskRemoved,
} from './tasks.ts'

export const reminderRoutes = [
  serve(contract.listReminders, (ctx, { query }) => readInbox(ctx, query)),
  serve(contract.countReminders, async (ctx) => ({
    unread: await countUnread(ctx, personOf(ctx)),
  })),
  serve(contract.readReminder, (ctx, { params, body }) => markRead(ctx, params.id, body.isRead)),
  serve(contract.readAllReminders, (ctx) => markAllRead(ctx)),

  serve(contract.listDayTasks, (ctx, { query }) => readDayTasks(ctx, query)),
  serve(contract.listCustomerTasks, async (ctx, { params }) => ({
    items: await readCustomerTasks(ctx, params.id),
  })),
  serve(contract.makeTask, (ctx, { params, body }) => makeTask(ctx, params.id, body)),
  serve(contract.changeTask, (ctx, { params, body }) => changeTask(ctx, params.id, body)),
  serve(contract.completeTask, (ctx, { params }) => setDone(ctx, params.id, true)),
  serve(contract.reopenTask, (ctx, { params }) => setDone(ctx, params.id, false)),
  serve(contract.removeTask, (ctx, { params }) => setTaskRemoved(ctx, params.id, true)),
  serve(contract.restoreTask, (ctx, { params }) => setTaskRemoved(ctx, params.id, false)),
  serve(listKeyDates, async (ctx, { params }) => ({ items: await readKeyDates(ctx, params.id) })),
  serve(changeKeyDate, async (ctx, { params, body }) => {
    const at = { customerId: params.id, vehicleId: params.vehicleId, kind: params.kind }
    return { items: await setKeyDate(ctx, at, body) }
  }),
  serve(contract.listTaskPeople, async (ctx, { params }) => {
    const people = await peopleWhoSee(ctx, await loadCustomer(ctx, params.id))
    return { items: people.map(({ id, name }) => ({ id, name })) }
  }),

  serve(contract.getChoices, (ctx, _input, { app }) => readChoices(ctx, app)),
  serve(contract.changeChoices, (ctx, { body }, { app }) => changeChoices(ctx, app, body)),
  serve(contract.makeCalendar, (ctx, { body }) => makeCalendarAddress(ctx, body.names)),
  serve(contract.stopCalendar, async (ctx) => {
    await stopCalendar(ctx)
    return undefined
  }),
  serve(contract.readCalendar, async (_ctx, { params }, { app, request, reply }) => {
    const { body, tag } = await readCalendar(app, params.file)
    reply.header('etag', tag).header('cache-control', 'private, max-age=300')
    if (request.headers['if-none-match'] === tag) await reply.status(304).send()
    else await reply.type('text/calendar; charset=utf-8').send(body)
    return undefined
  }),
]
