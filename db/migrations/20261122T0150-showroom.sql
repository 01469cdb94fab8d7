-- The door: visits, their closures, the rotation, imported files.
set local citus.multi_shard_modify_mode = 'sequential';

-- outcome and the fields beside it are the latest closure; visit_closures keeps all of them.
create table keyuan.visits (
  store_id int not null,
  id uuid not null,
  channel text not null check (channel in ('walk-in', 'call-in')),
  party_size int check (party_size between 1 and 99),
  sex text check (sex in ('male', 'female')),
  business_day date not null,
  arrived_at timestamptz,
  left_at timestamptz,
  received_by uuid,
  outcome text not null check (outcome in ('open', 'filed', 'unfiled', 'repeat', 'not_prospect')),
  customer_id uuid,
  opportunity_id uuid,
  series_id uuid,
  series_text text,
  source_id uuid,
  source_text text,
  level text,
  note text not null default '',
  is_flagged boolean not null default false,
  is_returning boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by uuid,
  closed_at timestamptz,
  closed_by uuid,
  import_identity text,
  import_fingerprint bytea,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('visits', 'by store');
-- The register of a day, and every number of the door.
create index visits_by_day on keyuan.visits (store_id, business_day desc, arrived_at desc, id)
  where withdrawn_at is null;
create index visits_open on keyuan.visits (store_id, arrived_at) where outcome = 'open' and withdrawn_at is null;
create index visits_by_customer on keyuan.visits (store_id, customer_id, arrived_at desc)
  where customer_id is not null;
create index visits_by_receiver on keyuan.visits (store_id, received_by, business_day desc)
  where withdrawn_at is null;
-- A register line is one visit, however often its file is imported.
create unique index visits_one_per_line on keyuan.visits (store_id, import_identity)
  where import_identity is not null and withdrawn_at is null;

-- Each closing of a visit as it was known then; a report as of a past time reads these.
create table keyuan.visit_closures (
  store_id int not null,
  id uuid not null,
  visit_id uuid not null,
  business_day date not null,
  channel text not null,
  outcome text not null check (outcome in ('filed', 'unfiled', 'repeat', 'not_prospect', 'withdrawn')),
  received_by uuid,
  series_id uuid,
  source_id uuid,
  level text,
  recorded_at timestamptz not null,
  recorded_by uuid,
  reason text,
  primary key (store_id, id)
);
select keyuan.place('visit_closures', 'by store');
create index visit_closures_of on keyuan.visit_closures (store_id, visit_id, recorded_at desc, id);
create index visit_closures_by_day on keyuan.visit_closures (store_id, business_day, recorded_at);

-- Who is on duty today and in which order.
create table keyuan.rotation_places (
  store_id int not null,
  day date not null,
  person_id uuid not null,
  position bigint not null,
  status text not null check (status in ('on_duty', 'break', 'off')),
  received int not null default 0,
  last_received_at timestamptz,
  version int not null default 1,
  primary key (store_id, day, person_id)
);
select keyuan.place('rotation_places', 'by store');

-- Uploaded files and their lines, sealed; deleted after 30 days.
create table keyuan.import_files (
  store_id int not null,
  id uuid not null,
  kind text not null,
  file_name_sealed bytea not null,
  file_sealed bytea,
  file_hash bytea not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  primary key (store_id, id)
);
select keyuan.place('import_files', 'by store');

create table keyuan.import_lines (
  store_id int not null,
  operation_id uuid not null,
  row_number int not null,
  identity text,
  outcome text not null check (outcome in ('taken', 'updated', 'unchanged', 'typed_twice', 'refused')),
  field text,
  reason text,
  cells_sealed bytea,
  record_id uuid,
  primary key (store_id, operation_id, row_number)
);
select keyuan.place('import_lines', 'by store');
