-- The second wall: row-level security by store, and what the application role may do.
set local citus.multi_shard_modify_mode = 'sequential';
grant usage on schema keyuan to keyuan_app;
grant select, insert, update, delete on all tables in schema keyuan to keyuan_app;
-- The trail cannot be edited by the application, nor history be rewritten.
revoke update, delete, truncate on keyuan.audit_entries from keyuan_app;
revoke update, delete, truncate on keyuan.visit_closures from keyuan_app;
-- Across stores a phone is only asked through the functions below.
revoke all on keyuan.phone_owners from keyuan_app;

-- How many other stores of the group hold this phone; never which, never who.
create function keyuan.phone_elsewhere(in_group int, hash bytea, here int) returns int
  language sql stable security definer set search_path = keyuan as
$$ select count(distinct store_id)::int from keyuan.phone_owners
   where phone_hash = hash and group_id = in_group and store_id <> here $$;

create function keyuan.claim_phone(in_group int, hash bytea, here int, customer uuid) returns void
  language sql security definer set search_path = keyuan as
$$ insert into keyuan.phone_owners (group_id, phone_hash, store_id, customer_id)
   values (in_group, hash, here, customer) on conflict do nothing $$;

create function keyuan.release_phone(in_group int, hash bytea, here int, customer uuid) returns void
  language sql security definer set search_path = keyuan as
$$ delete from keyuan.phone_owners where phone_hash = hash and group_id = in_group
   and store_id = here and customer_id = customer $$;

alter table keyuan.audit_entries enable row level security;
create policy by_store on keyuan.audit_entries to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.events enable row level security;
create policy by_store on keyuan.events to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.operations enable row level security;
create policy by_store on keyuan.operations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.operation_changes enable row level security;
create policy by_store on keyuan.operation_changes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.stored_answers enable row level security;
create policy by_store on keyuan.stored_answers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.closed_days enable row level security;
create policy by_store on keyuan.closed_days to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.customers enable row level security;
create policy by_store on keyuan.customers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.customer_phones enable row level security;
create policy by_store on keyuan.customer_phones to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.vehicles enable row level security;
create policy by_store on keyuan.vehicles to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.service_visits enable row level security;
create policy by_store on keyuan.service_visits to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.opportunities enable row level security;
create policy by_store on keyuan.opportunities to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.opportunity_changes enable row level security;
create policy by_store on keyuan.opportunity_changes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.follow_ups enable row level security;
create policy by_store on keyuan.follow_ups to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.contacts enable row level security;
create policy by_store on keyuan.contacts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.visits enable row level security;
create policy by_store on keyuan.visits to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.visit_closures enable row level security;
create policy by_store on keyuan.visit_closures to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.rotation_places enable row level security;
create policy by_store on keyuan.rotation_places to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.import_files enable row level security;
create policy by_store on keyuan.import_files to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.import_lines enable row level security;
create policy by_store on keyuan.import_lines to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.day_facts enable row level security;
create policy by_store on keyuan.day_facts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.dirty_days enable row level security;
create policy by_store on keyuan.dirty_days to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
