import type pg from 'pg'
import type { Day } from '#shared/days.ts'

// One statement each over what the store's history already holds, so that they cost next to nothing;
// ids come from what they are of, so that the same history gives the same rows.

/** An id from a text, in the form of a random one. */
const idOf = (text: string) =>
  `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`

const escalations = `
insert into keyuan.escalations (store_id, id, opportunity_id, customer_id, follow_up_id, kind, since, escalated_at)
select f.store_id, ${idOf(`'escalation ' || f.id`)}, f.opportunity_id, o.customer_id, f.id, 'overdue', f.due_on, $3
  from keyuan.follow_ups f
  join keyuan.opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
 where f.store_id = $1 and f.state = 'open' and not f.is_frozen and f.withdrawn_at is null
   and o.state in ('active', 'signed') and f.due_on <= $2::date - 2
 on conflict do nothing`

const notes = `
insert into keyuan.morning_notes (store_id, id, day, person_id, decision, counts, done_at, done_by, changed_at, changed_by)
select $1, ${idOf(`'note ' || d.day || p.id`)}, d.day::date, p.id,
       (array['先把逾期的打完再打今天的', 'H 级客户今天约到店', '试驾后的客户当天回访', '昨天未留档的补全资料'])
         [1 + abs(hashtext(d.day::text || p.id::text)) % 4],
       jsonb_build_object('due', 3 + abs(hashtext('due' || p.id || d.day)) % 6, 'overdue', abs(hashtext('over' || p.id || d.day)) % 4,
         'breaches', abs(hashtext('breach' || p.id || d.day)) % 3), d.day + interval '30 minutes', $4, d.day + interval '30 minutes', $4
  from generate_series($2::date - 3, $2::date - 1, interval '1 day') as d (day)
  cross join unnest($3::uuid[]) as p (id)
 on conflict do nothing`

const ticks = `
insert into keyuan.one_to_one_ticks (store_id, id, day, person_id, kind, record_id, customer_id, result, comment, checked_at, checked_by)
select f.store_id, ${idOf(`'tick ' || f.id`)}, $2::date, f.owner_id, 'overdue', f.opportunity_id, o.customer_id,
       case when abs(hashtext(f.id::text)) % 3 = 0 then 'done' else 'to_do' end,
       (array['今天中午前打通', '客户在外地，换个时段再打', '已当面说明'])[1 + abs(hashtext(f.id::text)) % 3], $4, $3
  from keyuan.follow_ups f
  join keyuan.opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
 where f.store_id = $1 and f.state = 'open' and not f.is_frozen and f.due_on < $2::date and o.state = 'active'
 order by f.due_on, f.id limit 8
 on conflict do nothing`

const draw = `
insert into keyuan.spot_draws (store_id, id, day, seed, drawn_from, made_at, made_by)
select $1, ${idOf(`'draw ' || $1::int || $2::date`)}, $2::date - 1, 20261, count(*)::int, $3, $4
  from keyuan.contacts where store_id = $1 and on_day = $2::date - 1
 having count(*) > 0
 on conflict do nothing`

const items = `
insert into keyuan.spot_items (store_id, id, draw_id, day, subject, record_id, customer_id, opportunity_id, person_id, reasons,
  result, finding, checked_at, checked_by)
select c.store_id, ${idOf(`'spot ' || c.id`)}, ${idOf(`'draw ' || $1::int || $2::date`)}, c.on_day, 'contact', c.id, c.customer_id,
       c.opportunity_id, c.person_id,
       case when c.place % 3 = 0 and c.is_reached then array['hasty'] when c.place = 4 then array['late_entry'] else '{}'::text[] end,
       case when c.place <= 6 then (array['true', 'true', 'not_reached', 'not_true', 'true', 'true'])[c.place::int] end,
       case when c.place = 4 then '客户说当天没有接到电话' else '' end,
       case when c.place <= 6 then $3::timestamptz end, case when c.place <= 6 then $4::uuid end
  from (select *, row_number() over (order by md5(id::text)) as place from keyuan.contacts
         where store_id = $1 and on_day = $2::date - 1 and withdrawn_at is null) c
 where c.place <= 10
 on conflict do nothing`

const plans = `
insert into keyuan.acquisition_plans (store_id, kind_id, per_day, changed_at)
select $1, o.id, case o.code when 'leaflets' then 30 when 'cold-calls' then 10 when 'posts' then 2 else 1 end, $3
  from keyuan.options o join keyuan.stores s on s.group_id = o.group_id and s.id = $1
 where o.kind = 'acquisition' and $2::date is not null
 on conflict do nothing`

const works = `
insert into keyuan.acquisition_works (store_id, person_id, day, kind_id, done, changed_at)
select $1, p.id, d.day::date, a.kind_id, a.per_day * (abs(hashtext(p.id::text || d.day::text || a.kind_id::text)) % 5) / 3, d.day
  from generate_series($2::date - 6, $2::date, interval '1 day') as d (day)
  cross join unnest($3::uuid[]) as p (id)
  join keyuan.acquisition_plans a on a.store_id = $1
 on conflict do nothing`

const people = `
select p.id, min(r.key) as role from keyuan.people p
  join keyuan.person_roles pr on pr.group_id = p.group_id and pr.person_id = p.id
  join keyuan.roles r on r.group_id = pr.group_id and r.id = pr.role_id
 where p.store_id = $1 and p.is_active group by p.id order by p.id`

/** What the meeting, the checks and the acquisition work of a demo store left behind up to today. */
export async function addCheckRows(
  client: pg.Client,
  storeId: number,
  { today, now }: { today: Day; now: Date },
): Promise<void> {
  const { rows: staff } = await client.query<{ id: string; role: string }>(people, [storeId])
  const consultants = staff.filter((one) => one.role === 'consultant').map((one) => one.id)
  const manager = staff.find((one) => one.role.endsWith('_manager'))?.id
  const checker = staff.find((one) => one.role === 'care_agent')?.id ?? manager
  if (manager === undefined || checker === undefined || consultants.length === 0) return
  await client.query(escalations, [storeId, today, now])
  await client.query(notes, [storeId, today, consultants, manager])
  await client.query(ticks, [storeId, today, manager, now])
  await client.query(draw, [storeId, today, now, checker])
  await client.query(items, [storeId, today, now, checker])
  await client.query(plans, [storeId, today, now])
  await client.query(works, [storeId, today, consultants])
}
