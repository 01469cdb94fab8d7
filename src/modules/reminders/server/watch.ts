import { type App, runInStore } from '#foundation/app.ts'
import type { Ctx, StoreInfo } from '#foundation/ctx.ts'
import { announce } from '#foundation/ledger/ledger.ts'
import { addDays, dayInZone } from '#shared/days.ts'
import { remindersEvents } from '../contract.ts'
import { managersOf } from './managers.ts'
import { type NewReminder, remind } from './remind.ts'
import {
  closeSettled,
  listDueTasks,
  listEscalations,
  listExpected,
  listOverduePromises,
  type Overdue,
} from './sources.queries.ts'

/** A customer's date is near this many days before. */
const nearDays = 3
/** A date that passed longer ago is no news. */
const passedDays = 7

/**
 * Looks at what the clock brings due in a store and tells it once: overdue promises to the
 * consultant, what rose to the managers, dates near or passed, tasks. Gives how many were told.
 */
export async function watchDue(app: App, store: StoreInfo): Promise<number> {
  return runInStore(app, store, async (ctx) => {
    for (const personId of await closeSettled(ctx))
      announce(ctx, { type: remindersEvents.changed, recordId: personId })
    return remind(ctx, [
      ...(await overduePromises(ctx)),
      ...(await escalations(ctx)),
      ...(await dates(ctx)),
      ...(await tasks(ctx)),
    ])
  })
}

const today = (ctx: Ctx) => dayInZone(ctx.now, ctx.store.timeZone)

async function overduePromises(ctx: Ctx): Promise<NewReminder[]> {
  return (await listOverduePromises(ctx, today(ctx))).map((row) => ({
    personId: row.person_id,
    key: `promise:${row.id}:${row.on_day}`,
    kind: 'promise',
    ...about(row),
  }))
}

async function escalations(ctx: Ctx): Promise<NewReminder[]> {
  const rows = await listEscalations(ctx)
  const told = await Promise.all(
    rows.map(async (row) =>
      (await managersOf(ctx, row.person_id)).map(
        (personId): NewReminder => ({
          personId,
          key: `escalated:${row.id}`,
          kind: row.kind === 'unanswered' ? 'unanswered' : 'escalated',
          ...about(row),
        }),
      ),
    ),
  )
  return told.flat()
}

/** A date that comes near reaches the consultant; one that passed, the manager too. */
async function dates(ctx: Ctx): Promise<NewReminder[]> {
  const day = today(ctx)
  const near = await listExpected(ctx, 'expected', day, addDays(day, nearDays))
  const passed = await listExpected(ctx, 'passed', addDays(day, -passedDays), addDays(day, -1))
  const told = near.map((row): NewReminder => toOwner(row, 'expected'))
  for (const row of passed) {
    told.push(toOwner(row, 'passed'))
    for (const personId of await managersOf(ctx, row.person_id))
      told.push({ ...toOwner(row, 'passed'), personId })
  }
  return told
}

function toOwner(row: Overdue, kind: 'expected' | 'passed'): NewReminder {
  return { personId: row.person_id, key: `${kind}:${row.id}:${row.on_day}`, kind, ...about(row) }
}

async function tasks(ctx: Ctx): Promise<NewReminder[]> {
  return (await listDueTasks(ctx, today(ctx))).map((row) => {
    const kind = row.late ? 'task_late' : 'task'
    return {
      personId: row.person_id,
      key: `${kind}:${row.id}:${row.on_day}`,
      kind,
      customerId: row.customer_id,
      subjectId: row.id,
      data: { when: row.on_day, taskKind: row.kind },
    }
  })
}

function about(row: Overdue) {
  return {
    customerId: row.customer_id,
    subjectId: row.id,
    data: { when: row.on_day, personId: row.person_id },
  }
}
