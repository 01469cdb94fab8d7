import { type Ctx, can, personOf } from '#foundation/ctx.ts'
import { announce, audit } from '#foundation/ledger/ledger.ts'
import { nameOfPeople } from '#modules/access/index.ts'
import {
  type CustomerRow,
  findCustomer,
  loadCustomer,
  peopleWhoSee,
} from '#modules/customers/index.ts'
import { addDays, type Day, dayInZone, instantOf } from '#shared/days.ts'
import { coreError } from '#shared/errors.ts'
import { uuidv7 } from '#shared/ids.ts'
import { maskPhonesInText } from '#shared/phone.ts'
import { remindersError, remindersEvents, type Task, type TaskKind } from '../contract.ts'
import {
  findTask,
  insertTask,
  listOpenTasks,
  listTasksOfDay,
  type TaskRow,
  updateTask,
} from './tasks.queries.ts'

/** One's own tasks of a day: overdue and due, then those done on it. */
export async function readDayTasks(ctx: Ctx, asked: { day?: Day | undefined }) {
  const zone = ctx.store.timeZone
  const day = asked.day ?? dayInZone(ctx.now, zone)
  const rows = await listTasksOfDay(ctx, personOf(ctx), {
    day,
    doneFrom: instantOf(day, '00:00', zone),
    doneTo: instantOf(addDays(day, 1), '00:00', zone),
  })
  return { day, items: await present(ctx, rows) }
}

/** The open tasks on a customer the actor may see. */
export async function readCustomerTasks(ctx: Ctx, customerId: string): Promise<Task[]> {
  await loadCustomer(ctx, customerId)
  return present(ctx, await listOpenTasks(ctx, customerId))
}

interface TaskFields {
  kind: TaskKind
  onDay: Day
  atTime?: string | null | undefined
  personId?: string | undefined
  note?: string | undefined
}

/**
 * Makes a task on a customer, for oneself or a colleague who may see the customer
 * (`reminders.person_may_not_see`). The same id again gives the task as it is now.
 */
export async function makeTask(
  ctx: Ctx,
  customerId: string,
  given: TaskFields & { id?: string | undefined; contactId?: string | undefined },
): Promise<Task> {
  const customer = await loadCustomer(ctx, customerId)
  const id = given.id ?? uuidv7()
  const earlier = await findTask(ctx, id)
  if (!earlier) {
    const personId = given.personId ?? personOf(ctx)
    await assertMayHave(ctx, customer, personId)
    await insertTask(ctx, {
      store_id: ctx.store.id,
      id,
      customer_id: customerId,
      kind: given.kind,
      person_id: personId,
      on_day: given.onDay,
      at_time: given.atTime ?? null,
      note: maskPhonesInText(given.note ?? ''),
      contact_id: given.contactId ?? null,
      created_by: personOf(ctx),
      created_at: ctx.now,
    })
    note(ctx, 'task.made', { id, customer_id: customerId, person_id: personId }, customer)
  }
  const row = await getTask(ctx, id)
  if (row.customer_id !== customerId) throw coreError('core.duplicate')
  return presentOne(ctx, row)
}

/** A task another module plans for a person on a customer, whoever acts. Gives its id. */
export async function planTask(
  ctx: Ctx,
  given: { customerId: string; personId: string; kind: TaskKind; onDay: Day; note: string },
): Promise<string> {
  const customer = await findCustomer(ctx, given.customerId)
  if (!customer) throw coreError('core.not_found')
  const id = uuidv7()
  await insertTask(ctx, {
    store_id: ctx.store.id,
    id,
    customer_id: customer.id,
    kind: given.kind,
    person_id: given.personId,
    on_day: given.onDay,
    note: maskPhonesInText(given.note),
    created_by: ctx.actor.personId ?? given.personId,
    created_at: ctx.now,
  })
  note(ctx, 'task.made', { id, customer_id: customer.id, person_id: given.personId }, customer)
  return id
}

/** Takes a planned task off every list while it is not done; what planned it was taken back. */
export async function unplanTask(ctx: Ctx, id: string): Promise<void> {
  const row = await findTask(ctx, id)
  const customer = row && (await findCustomer(ctx, row.customer_id))
  if (!row || !customer || row.done_at || row.withdrawn_at) return
  await updateTask(ctx, id, row.version, { withdrawn_at: ctx.now })
  note(ctx, 'task.removed', row, customer)
}

/** Changes what, when, who or the note. Throws core.stale_version with the present task. */
export async function changeTask(
  ctx: Ctx,
  id: string,
  { version, ...given }: Partial<TaskFields> & { version: number },
): Promise<Task> {
  const { row, customer } = await loadTask(ctx, id)
  if (given.personId !== undefined && given.personId !== row.person_id)
    await assertMayHave(ctx, customer, given.personId)
  const change = {
    kind: given.kind ?? row.kind,
    on_day: given.onDay ?? row.on_day,
    at_time: given.atTime === undefined ? row.at_time : given.atTime,
    person_id: given.personId ?? row.person_id,
    note: given.note === undefined ? row.note : maskPhonesInText(given.note),
  }
  if (!(await updateTask(ctx, id, version, change)))
    throw coreError('core.stale_version', { current: await presentOne(ctx, row) })
  note(ctx, 'task.changed', { ...row, ...change }, customer)
  return presentOne(ctx, await getTask(ctx, id))
}

/** Done, or open again. */
export async function setDone(ctx: Ctx, id: string, isDone: boolean): Promise<Task> {
  const { row, customer } = await loadTask(ctx, id)
  if ((row.done_at !== null) !== isDone) {
    const done = isDone
      ? { state: 'done', done_at: ctx.now, done_by: personOf(ctx) }
      : { state: 'open', done_at: null, done_by: null }
    await updateTask(ctx, id, row.version, done)
    note(ctx, isDone ? 'task.done' : 'task.reopened', row, customer)
  }
  return presentOne(ctx, await getTask(ctx, id))
}

/** Taken off every list, or brought back. */
export async function setTaskRemoved(ctx: Ctx, id: string, isRemoved: boolean): Promise<Task> {
  const { row, customer } = await loadTask(ctx, id, { removed: true })
  if ((row.withdrawn_at !== null) !== isRemoved) {
    await updateTask(ctx, id, row.version, { withdrawn_at: isRemoved ? ctx.now : null })
    note(ctx, isRemoved ? 'task.removed' : 'task.restored', row, customer)
  }
  return presentOne(ctx, await getTask(ctx, id))
}

async function loadTask(ctx: Ctx, id: string, options: { removed?: boolean } = {}) {
  const row = await getTask(ctx, id)
  // Whose task it is may see it, whoever holds the customer by now.
  const customer = await loadCustomer(ctx, row.customer_id)
  if (row.withdrawn_at && !options.removed) throw coreError('core.not_found')
  if (!mayChange(ctx, row)) throw remindersError('reminders.not_your_task')
  return { row, customer }
}

async function getTask(ctx: Ctx, id: string): Promise<TaskRow> {
  const row = await findTask(ctx, id)
  if (!row) throw coreError('core.not_found')
  return row
}

function mayChange(ctx: Ctx, row: TaskRow): boolean {
  const me = ctx.actor.personId
  return row.person_id === me || row.created_by === me || can(ctx, 'customers.write', 'team')
}

async function assertMayHave(ctx: Ctx, customer: CustomerRow, personId: string): Promise<void> {
  if (personId === ctx.actor.personId) return
  const seeing = await peopleWhoSee(ctx, customer)
  if (seeing.some((one) => one.id === personId)) return
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, [personId])
  throw remindersError('reminders.person_may_not_see', { name: names.get(personId) ?? '?' })
}

function note(
  ctx: Ctx,
  action: string,
  task: { id: string; customer_id: string; person_id: string },
  customer: CustomerRow,
): void {
  audit(ctx, {
    action,
    recordType: 'task',
    recordId: task.id,
    customer: { id: customer.id, sealedKey: customer.sealed_key },
    detail: { personId: task.person_id },
  })
  announce(ctx, {
    type: remindersEvents.tasksChanged,
    recordId: task.id,
    data: { customerId: task.customer_id, personId: task.person_id },
  })
}

async function presentOne(ctx: Ctx, row: TaskRow): Promise<Task> {
  return (await present(ctx, [row]))[0] as Task
}

async function present(ctx: Ctx, rows: readonly TaskRow[]): Promise<Task[]> {
  const ids = rows.flatMap((row) => [row.person_id, row.created_by])
  const names = await nameOfPeople(ctx.tx, ctx.store.groupId, ids)
  const person = (id: string) => ({ id, name: names.get(id) ?? '' })
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name ?? '',
    kind: row.kind,
    person: person(row.person_id),
    onDay: row.on_day,
    atTime: row.at_time,
    note: row.note,
    createdBy: person(row.created_by),
    doneAt: row.done_at?.toISOString() ?? null,
    isLate: row.done_at === null && row.on_day < today,
    isRemoved: row.withdrawn_at !== null,
    mayChange: mayChange(ctx, row),
    version: row.version,
  }))
}
