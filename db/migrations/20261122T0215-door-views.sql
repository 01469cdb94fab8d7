-- The door for metrics: what counts, as it is now and as it was known; hand-overs at the door.
set local citus.multi_shard_modify_mode = 'sequential';

-- Why a party was no prospect, and the dimensions of a closure, kept as they were known then.
alter table keyuan.visits add column not_prospect_kind text;
alter table keyuan.visits add constraint visits_not_prospect_kind
  check (not_prospect_kind in ('service', 'supplier', 'companion', 'other'));
alter table keyuan.visit_closures add column customer_id uuid;
alter table keyuan.visit_closures add column opportunity_id uuid;
alter table keyuan.visit_closures add column is_returning boolean not null default false;
alter table keyuan.visit_closures add column is_flagged boolean not null default false;
alter table keyuan.visit_closures add column not_prospect_kind text;

-- Who was given a visit, how and when; turn is the place in the rotation that was used up.
create table keyuan.visit_assignments (
  store_id int not null,
  id uuid not null,
  visit_id uuid not null,
  person_id uuid,
  how text not null check (how in ('turn', 'own', 'chosen', 'none')),
  day date not null,
  turn bigint,
  assigned_at timestamptz not null,
  assigned_by uuid,
  reason text,
  primary key (store_id, id)
);
select keyuan.place('visit_assignments', 'by store');
alter table keyuan.visit_assignments add constraint visit_assignments_visit
  foreign key (store_id, visit_id) references keyuan.visits (store_id, id);
-- The hand-overs of one visit, newest first.
create index visit_assignments_of on keyuan.visit_assignments (store_id, visit_id, assigned_at desc, id desc);
grant select, insert on keyuan.visit_assignments to keyuan_app;
alter table keyuan.visit_assignments enable row level security;
create policy by_store on keyuan.visit_assignments to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Closed visits as they are now; open and withdrawn ones count in nothing.
create view keyuan.door_visits with (security_invoker = true) as
  select store_id, id, business_day, channel, outcome, not_prospect_kind, received_by, series_id,
         series_text, source_id, source_text, level, is_returning, is_flagged, customer_id,
         opportunity_id, party_size, sex, arrived_at, left_at, closed_at, operation_id
    from keyuan.visits
   where withdrawn_at is null and outcome <> 'open';
grant select on keyuan.door_visits to keyuan_app;

-- Every closing as it was known: as of a time the newest of a visit recorded by then counts.
create view keyuan.door_closures with (security_invoker = true) as
  select store_id, id, visit_id, business_day, channel, outcome, not_prospect_kind, received_by,
         series_id, source_id, level, is_returning, is_flagged, customer_id, opportunity_id,
         recorded_at
    from keyuan.visit_closures;
grant select on keyuan.door_closures to keyuan_app;
