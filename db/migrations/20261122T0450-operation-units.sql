-- What an operation touched, one by one: each customer or card can be taken back by itself.
set local citus.multi_shard_modify_mode = 'sequential';

-- keys: the records whose rows were watched, by kind. after_ids and fingerprints: those rows as they
-- stood when the operation was done, so that later work on them is seen.
create table keyuan.operation_units (
  store_id int not null,
  operation_id uuid not null,
  id uuid not null,
  customer_id uuid,
  keys jsonb not null,
  after_ids uuid[] not null default '{}',
  fingerprints jsonb not null default '{}',
  undone_at timestamptz,
  undone_by uuid,
  primary key (store_id, operation_id, id)
);
select keyuan.place('operation_units', 'by store');
-- Which operations a customer or card was part of.
create index operation_units_of on keyuan.operation_units (store_id, id);
create index operation_units_of_customer on keyuan.operation_units (store_id, customer_id)
  where customer_id is not null;
grant select, insert, update, delete on keyuan.operation_units to keyuan_app;
alter table keyuan.operation_units enable row level security;
create policy by_store on keyuan.operation_units to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- The unit a recorded inverse belongs to; imports have none.
alter table keyuan.operation_changes add column unit_id uuid;
create index operation_changes_by_unit on keyuan.operation_changes (store_id, operation_id, unit_id)
  where unit_id is not null;
-- The operations a person may see of their own.
create index operations_by_starter on keyuan.operations (store_id, started_by, created_at desc, id);
