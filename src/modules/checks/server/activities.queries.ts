import { sql } from 'kysely'
import type { Ctx } from '#foundation/ctx.ts'
import type { Day } from '#shared/days.ts'

interface Asked {
  from: Day
  to: Day
  people: readonly string[]
}

/** The contacts of each person and day, split: owners; else cards made that day; else the open base. */
export async function countContacts(ctx: Ctx, { from, to, people }: Asked) {
  const { rows } = await sql<{
    person_id: string
    day: Day
    contacts: number
    owners: number
    new_prospects: number
    calls: number
    visits: number
    test_drives: number
    home_visits: number
  }>`select v.person_id, v.on_day as day, count(*)::int as contacts,
            (count(*) filter (where h.is_owner))::int as owners,
            (count(*) filter (where not h.is_owner and v.opened_on = v.on_day))::int as new_prospects,
            (count(*) filter (where v.method in ('call', 'message')))::int as calls,
            (count(*) filter (where v.method = 'visit'))::int as visits,
            (count(*) filter (where v.method = 'test_drive'))::int as test_drives,
            (count(*) filter (where v.method in ('home_visit', 'other')))::int as home_visits
       from contacts_made v
       join customer_heads h on h.store_id = v.store_id and h.id = v.customer_id
      where v.store_id = ${ctx.store.id} and h.store_id = ${ctx.store.id}
        and v.on_day between ${from} and ${to} and v.person_id = any (${[...people]}::uuid[])
      group by 1, 2`.execute(ctx.tx)
  return rows
}

/** Promises that were due on each day, whatever became of them. */
export async function countPlannedCalls(ctx: Ctx, { from, to, people }: Asked) {
  const { rows } = await sql<{ person_id: string; day: Day; n: number }>`
    select v.owner_id as person_id, v.due_on as day, count(*)::int as n from promises_made v
     where v.store_id = ${ctx.store.id} and v.due_on between ${from} and ${to} and v.purpose <> 'wake-up'
       and v.state in ('open', 'done', 'replaced') and v.owner_id = any (${[...people]}::uuid[])
     group by 1, 2`.execute(ctx.tx)
  return rows
}

export async function countAppointments(ctx: Ctx, { from, to, people }: Asked) {
  const { rows } = await sql<{
    person_id: string
    day: Day
    visits: number
    test_drives: number
    deliveries: number
    delivered: number
  }>`select v.person_id, v.day,
            (count(*) filter (where v.purpose in ('visit', 'negotiation', 'other')))::int as visits,
            (count(*) filter (where v.purpose = 'test_drive'))::int as test_drives,
            (count(*) filter (where v.purpose = 'delivery'))::int as deliveries,
            (count(*) filter (where v.purpose = 'delivery' and v.state = 'shown'))::int as delivered
       from appointment_list v
      where v.store_id = ${ctx.store.id} and v.day between ${from} and ${to}
        and v.state in ('planned', 'shown', 'no_show') and v.person_id = any (${[...people]}::uuid[])
      group by 1, 2`.execute(ctx.tx)
  return rows
}

export interface WorkRow {
  person_id: string
  kind_id: string
  done: number
  note: string
  version: number
}

export async function listWorks(ctx: Ctx, day: Day, personId: string): Promise<WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select person_id, kind_id, done, note, version from acquisition_works
     where store_id = ${ctx.store.id} and day = ${day} and person_id = ${personId}`.execute(ctx.tx)
  return rows
}

export async function sumWorks(ctx: Ctx, { from, to, people }: Asked) {
  const { rows } = await sql<{ person_id: string; kind_id: string; n: number }>`
    select person_id, kind_id, sum(done)::int as n from acquisition_works
     where store_id = ${ctx.store.id} and day between ${from} and ${to}
       and person_id = any (${[...people]}::uuid[]) group by 1, 2`.execute(ctx.tx)
  return rows
}

/** Whether it was saved; not when another device saved another version meanwhile. */
export async function saveWork(
  ctx: Ctx,
  work: { day: Day; personId: string; kindId: string; version: number; done: number; note: string },
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into acquisition_works (store_id, person_id, day, kind_id, done, note, changed_at)
    values (${ctx.store.id}, ${work.personId}, ${work.day}, ${work.kindId}, ${work.done}, ${work.note},
      ${ctx.now}::timestamptz)
    on conflict (store_id, day, person_id, kind_id) do update set done = excluded.done,
      note = excluded.note, changed_at = excluded.changed_at, version = acquisition_works.version + 1
      where acquisition_works.version = ${work.version}
    returning version`.execute(ctx.tx)
  return rows.length === 1
}

export async function listPlans(ctx: Ctx) {
  const { rows } = await sql<{ kind_id: string; per_day: number; version: number }>`
    select kind_id, per_day, version from acquisition_plans where store_id = ${ctx.store.id}`.execute(
    ctx.tx,
  )
  return new Map(rows.map((row) => [row.kind_id, row]))
}

export async function savePlan(
  ctx: Ctx,
  plan: { kindId: string; version: number; perDay: number },
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    insert into acquisition_plans (store_id, kind_id, per_day, changed_at, changed_by)
    values (${ctx.store.id}, ${plan.kindId}, ${plan.perDay}, ${ctx.now}::timestamptz, ${ctx.actor.personId})
    on conflict (store_id, kind_id) do update set per_day = excluded.per_day,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by,
      version = acquisition_plans.version + 1 where acquisition_plans.version = ${plan.version}
    returning version`.execute(ctx.tx)
  return rows.length === 1
}
