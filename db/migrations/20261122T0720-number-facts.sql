-- Facts of every kind of record that numbers are counted from, per store and month, and what is not
-- yet in them (decision 0012).
set local citus.multi_shard_modify_mode = 'sequential';

-- sums: of the month, one per measure of the source; days, day_sums: the days of the month on which
-- something counted, and their sums. A question over years costs by months, one over days unfolds them.
create table keyuan.number_facts (
  store_id int not null,
  source text not null,
  dimension text not null,
  month date not null,
  value text not null,
  sums bigint[] not null,
  days int[] not null,
  day_sums bigint[] not null,
  primary key (store_id, source, dimension, month, value)
);
select keyuan.place('number_facts', 'by store');
-- The upkeep replaces all facts of a month of a store.
create index number_facts_of_month on keyuan.number_facts (store_id, month);

-- What was written and is not in the facts yet: the ids that a transaction named, null for anything.
create table keyuan.fact_marks (
  store_id int not null,
  id uuid not null,
  ids uuid[],
  primary key (store_id, id)
);
select keyuan.place('fact_marks', 'by store');

-- What the facts of a store were made by; another shape, or none, is no answer.
create table keyuan.fact_shapes (
  store_id int not null,
  shape text not null,
  primary key (store_id)
);
select keyuan.place('fact_shapes', 'by store');

-- Whose record an id is, of all kinds that are counted or counted by.
create view keyuan.counted_people with (security_invoker = true) as
  select c.store_id, c.id, c.id as customer_id from keyuan.customers c
  union all select o.store_id, o.id, o.customer_id from keyuan.opportunities o
  union all select v.store_id, v.id, v.customer_id from keyuan.visits v
  union all select d.store_id, d.id, d.customer_id from keyuan.orders d
  union all select l.store_id, l.id, l.customer_id from keyuan.leads l
  union all select q.store_id, q.id, q.customer_id from keyuan.quotes q
  union all select t.store_id, t.id, t.customer_id from keyuan.test_drives t
  union all select n.store_id, n.id, n.customer_id from keyuan.purchase_needs n
  union all select k.store_id, k.id, k.customer_id from keyuan.loss_checks k
  union all select h.store_id, h.id, o.customer_id
              from keyuan.opportunity_changes h
              join keyuan.opportunities o on o.store_id = h.store_id and o.id = h.opportunity_id;
grant select on keyuan.counted_people to keyuan_app;

-- The days on which a customer's records count, those taken back too.
create view keyuan.counted_days with (security_invoker = true) as
  select v.store_id, v.customer_id, v.id as record_id, v.business_day as day from keyuan.visits v
  union all select o.store_id, o.customer_id, o.id, o.opened_on from keyuan.opportunities o
  union all select o.store_id, o.customer_id, h.id, h.effective_on
              from keyuan.opportunities o
              join keyuan.opportunity_changes h on h.store_id = o.store_id and h.opportunity_id = o.id
             where h.field = 'state'
  union all select d.store_id, d.customer_id, d.id, d.signed_on from keyuan.orders d
  union all select d.store_id, d.customer_id, d.id, d.cancelled_on from keyuan.orders d
  union all select d.store_id, d.customer_id, d.id, d.delivered_on from keyuan.orders d
  union all select l.store_id, l.customer_id, l.id, l.received_on from keyuan.leads l
  union all select l.store_id, l.customer_id, l.id, l.called_on from keyuan.leads l
  union all select l.store_id, l.customer_id, l.id, l.arrived_on from keyuan.leads l
  union all select t.store_id, t.customer_id, t.id, t.day from keyuan.test_drives t
  union all select q.store_id, q.customer_id, q.id, (q.made_at at time zone s.time_zone)::date
              from keyuan.quotes q
              join keyuan.stores s on s.id = q.store_id;
grant select on keyuan.counted_days to keyuan_app;

grant select, insert, update, delete on keyuan.number_facts, keyuan.fact_marks, keyuan.fact_shapes to keyuan_app;
alter table keyuan.number_facts enable row level security;
create policy by_store on keyuan.number_facts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.fact_marks enable row level security;
create policy by_store on keyuan.fact_marks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.fact_shapes enable row level security;
create policy by_store on keyuan.fact_shapes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
