import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'
import type { ReminderKind, TaskKind } from '../contract.ts'

const mostAtOnce = 500

export interface Overdue {
  id: string
  customer_id: string
  person_id: string
  on_day: Day
}

/** Open promises before a day of which their consultant was not told yet, the oldest first. */
export async function listOverduePromises(ctx: Ctx, today: Day): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select p.id, p.customer_id, p.person_id, p.due_on as on_day from due_promises p
     where p.store_id = ${ctx.store.id} and p.due_on < ${today} and not p.is_frozen
       and not exists (select 1 from reminders r where r.store_id = ${ctx.store.id}
             and r.person_id = p.person_id and r.key = 'promise:' || p.id || ':' || p.due_on)
     order by p.due_on limit ${mostAtOnce}`.execute(ctx.tx)
  return rows
}

/** What rose to the managers and nobody was told yet. */
export async function listEscalations(ctx: Ctx) {
  const { rows } = await sql<Overdue & { kind: string }>`
    select e.id, e.customer_id, e.owner_id as person_id, e.since as on_day, e.kind
      from escalation_list e
     where e.store_id = ${ctx.store.id} and e.settled_at is null
       and not exists (select 1 from reminders r where r.store_id = ${ctx.store.id}
             and r.key = 'escalated:' || e.id)
     order by e.since limit ${mostAtOnce}`.execute(ctx.tx)
  return rows
}

/** Open cards expected within some days of which nobody was told yet under this word. */
export async function listExpected(
  ctx: Ctx,
  word: 'expected' | 'passed',
  from: Day,
  to: Day,
): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select o.id, o.customer_id, o.owner_id as person_id, o.expected_on as on_day from cards_open o
     where o.store_id = ${ctx.store.id} and o.state = 'active'
       and o.expected_on between ${from} and ${to}
       and not exists (select 1 from reminders r where r.store_id = ${ctx.store.id}
             and r.key = ${word} || ':' || o.id || ':' || o.expected_on)
     order by o.expected_on limit ${mostAtOnce}`.execute(ctx.tx)
  return rows
}

/** Open tasks due by a day of which their person was not told yet on that day. */
export async function listDueTasks(ctx: Ctx, today: Day) {
  const { rows } = await sql<Overdue & { kind: TaskKind; late: boolean }>`
    select t.id, t.customer_id, t.person_id, t.on_day, t.kind, t.on_day < ${today} as late from tasks t
     where t.store_id = ${ctx.store.id} and t.on_day <= ${today} and t.done_at is null
       and t.withdrawn_at is null
       and not exists (select 1 from reminders r where r.store_id = ${ctx.store.id}
             and r.person_id = t.person_id
             and r.key = case when t.on_day < ${today} then 'task_late:' else 'task:' end
                         || t.id || ':' || t.on_day)
     order by t.on_day limit ${mostAtOnce}`.execute(ctx.tx)
  return rows
}

/** When an appointment begins, for a reminder of it. */
export async function findAppointment(ctx: Ctx, id: string) {
  const { rows } = await sql<{ customer_id: string; person_id: string; starts_at: Date }>`
    select a.customer_id, a.person_id, a.starts_at from appointment_list a
     where a.store_id = ${ctx.store.id} and a.id = ${id} and a.state = 'planned'`.execute(ctx.tx)
  return rows[0]
}

/** A person's planned appointments between two instants, for their calendar. */
export async function listAppointments(ctx: Ctx, personId: string, from: Date, to: Date) {
  const { rows } = await sql<{
    id: string
    customer_id: string
    customer_name: string | null
    starts_at: Date
    ends_at: Date
    made_at: Date
  }>`
    select a.id, a.customer_id, c.name as customer_name, a.starts_at, a.ends_at, a.made_at
      from appointment_list a
      left join customer_heads c on c.store_id = ${ctx.store.id} and c.id = a.customer_id
     where a.store_id = ${ctx.store.id} and a.person_id = ${personId} and a.state = 'planned'
       and a.starts_at between ${from} and ${to}
     order by a.starts_at limit 1000`.execute(ctx.tx)
  return rows
}

/** A person's open promises within some days, for their calendar. */
export async function listPromises(ctx: Ctx, personId: string, from: Day, to: Day) {
  const { rows } = await sql<{
    id: string
    customer_id: string
    customer_name: string | null
    due_on: Day
    level: string
    made_at: Date
  }>`
    select p.id, p.customer_id, c.name as customer_name, p.due_on, p.level, p.made_at
      from due_promises p
      left join customer_heads c on c.store_id = ${ctx.store.id} and c.id = p.customer_id
     where p.store_id = ${ctx.store.id} and p.person_id = ${personId} and not p.is_frozen
       and p.due_on between ${from} and ${to}
     order by p.due_on limit 1000`.execute(ctx.tx)
  return rows
}

const settledBy: Partial<Record<ReminderKind, ReturnType<typeof stillOpen>>> = {
  promise: stillOpen('due_promises', sql`x.id = r.subject_id and x.person_id = r.person_id`),
  escalated: stillOpen('escalation_list', unsettled()),
  unanswered: stillOpen('escalation_list', unsettled()),
  expected: stillOpen('cards_open', sameDate()),
  passed: stillOpen('cards_open', sameDate()),
  task: stillOpen('tasks', openTask()),
  task_late: stillOpen('tasks', openTask()),
  loss_late: stillOpen('opportunities', sql`x.id = r.subject_id and x.state = 'loss_proposed'`),
  approval: stillOpen('approvals_open', sql`x.id = r.subject_id`),
  quote_asked: stillOpen('quotes', sql`x.id = r.subject_id and x.state = 'waiting'`),
}

/** Marks read what was settled meanwhile: a kept promise needs no reminder. Gives whose inbox changed. */
export async function closeSettled(ctx: Ctx): Promise<string[]> {
  const people = new Set<string>()
  for (const [kind, open] of Object.entries(settledBy)) {
    const { rows } = await sql<{ person_id: string }>`
      update reminders r set read_at = ${ctx.now}
       where r.store_id = ${ctx.store.id} and r.kind = ${kind} and r.read_at is null
         and not exists (${open(ctx)})
      returning r.person_id`.execute(ctx.tx)
    for (const row of rows) people.add(row.person_id)
  }
  return [...people]
}

function stillOpen(table: string, where: ReturnType<typeof sql>) {
  return (ctx: Ctx) =>
    sql`select 1 from ${sql.table(table)} x where x.store_id = ${ctx.store.id} and ${where}`
}

function openTask() {
  return sql`x.id = r.subject_id and x.person_id = r.person_id and x.done_at is null
             and x.withdrawn_at is null`
}

function unsettled() {
  return sql`x.id = r.subject_id and x.settled_at is null`
}

function sameDate() {
  return sql`x.id = r.subject_id and x.expected_on::text = r.data ->> 'when'`
}
