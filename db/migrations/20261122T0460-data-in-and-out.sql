-- Imports of every kind, from files staged in portions; whole stores exported; a store's first days.
set local citus.multi_shard_modify_mode = 'sequential';

-- The content of an operation in portions, sealed: rows of an uploaded sheet as they were read, so that
-- a file is read once; bytes of an exported archive.
create table keyuan.operation_parts (
  store_id int not null,
  operation_id uuid not null,
  part int not null,
  sealed bytea not null,
  made_at timestamptz not null,
  primary key (store_id, operation_id, part)
);
select keyuan.place('operation_parts', 'by store');
-- Parts are dropped by age.
create index operation_parts_by_age on keyuan.operation_parts (store_id, made_at) where part = 0;
alter table keyuan.operation_parts enable row level security;
create policy by_store on keyuan.operation_parts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.operation_parts to keyuan_app;

-- What people of the store said a header means; null leaves the column out. Headers as keyed hashes:
-- a file without a header line has names and numbers there.
create table keyuan.import_headers (
  store_id int not null,
  kind text not null,
  header_hash bytea not null,
  field text,
  chosen_at timestamptz not null,
  primary key (store_id, kind, header_hash)
);
select keyuan.place('import_headers', 'by store');
alter table keyuan.import_headers enable row level security;
create policy by_store on keyuan.import_headers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.import_headers to keyuan_app;

-- Steps of a store's first days that somebody finished or skipped.
create table keyuan.first_day_steps (
  store_id int not null,
  step text not null,
  state text not null check (state in ('done', 'skipped')),
  at timestamptz not null,
  by_person uuid,
  primary key (store_id, step)
);
select keyuan.place('first_day_steps', 'by store');
alter table keyuan.first_day_steps enable row level security;
create policy by_store on keyuan.first_day_steps to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.first_day_steps to keyuan_app;

-- An imported contact is told again by what was written of it.
alter table keyuan.contacts add column import_fingerprint bytea;
create unique index contacts_once on keyuan.contacts (store_id, import_fingerprint)
  where import_fingerprint is not null and withdrawn_at is null;
-- Taking an import back finds what it made.
create index contacts_by_operation on keyuan.contacts (store_id, operation_id)
  where operation_id is not null;
create index vehicles_by_operation on keyuan.vehicles (store_id, operation_id)
  where operation_id is not null;
create index customer_phones_by_operation on keyuan.customer_phones (store_id, operation_id)
  where operation_id is not null;
