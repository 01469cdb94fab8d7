-- What every module writes beside its change: audit entries, events, operations, stored answers.
set local citus.multi_shard_modify_mode = 'sequential';

-- detail: what changed, without personal values. sealed: personal values, by the customer's key.
create table keyuan.audit_entries (
  store_id int not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_kind text not null check (actor_kind in ('person', 'api_key', 'system')),
  action text not null,
  record_type text not null,
  record_id text not null,
  customer_id uuid,
  detail jsonb,
  sealed bytea,
  reason text,
  request_id text not null,
  primary key (store_id, id)
);
select keyuan.place('audit_entries', 'by store');
-- The trail of one record, and of one customer, newest first.
create index audit_entries_by_record on keyuan.audit_entries (store_id, record_id, at desc);
create index audit_entries_by_customer on keyuan.audit_entries (store_id, customer_id, at desc)
  where customer_id is not null;
create index audit_entries_by_time on keyuan.audit_entries (store_id, at desc, id);

create table keyuan.events (
  store_id int not null,
  id uuid not null,
  at timestamptz not null,
  type text not null,
  record_id uuid not null,
  data jsonb not null default '{}',
  actor_id uuid,
  handled_at timestamptz,
  attempts int not null default 0,
  last_error text,
  primary key (store_id, id)
);
select keyuan.place('events', 'by store');
-- The worker's sweep; holds only what is still to be handled.
create index events_open on keyuan.events (store_id, at, id) where handled_at is null;

-- Imports, merges, hand-overs, bulk edits: what can be taken back as a whole.
create table keyuan.operations (
  store_id int not null,
  id uuid not null,
  kind text not null,
  state text not null check (state in ('preview', 'queued', 'running', 'done', 'failed', 'cancelled', 'undone')),
  title text not null default '',
  started_by uuid,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  progress_done int not null default 0,
  progress_total int not null default 0,
  outcome jsonb not null default '{}',
  settings jsonb not null default '{}',
  error text,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('operations', 'by store');
create index operations_recent on keyuan.operations (store_id, created_at desc, id);

-- One recorded inverse per touched row: before is null where the operation inserted the row.
create table keyuan.operation_changes (
  store_id int not null,
  operation_id uuid not null,
  position int not null,
  table_name text not null,
  record_id uuid not null,
  customer_id uuid,
  before_sealed bytea,
  after_fingerprint bytea not null,
  primary key (store_id, operation_id, position)
);
select keyuan.place('operation_changes', 'by store');

-- Answers kept for a repeated Idempotency-Key, 7 days per person.
create table keyuan.stored_answers (
  store_id int not null,
  person_id uuid not null,
  key text not null,
  fingerprint bytea not null,
  status int not null,
  customer_id uuid,
  answer_sealed bytea,
  at timestamptz not null,
  primary key (store_id, person_id, key)
);
select keyuan.place('stored_answers', 'by store');
create index stored_answers_by_age on keyuan.stored_answers (store_id, at);
create index stored_answers_by_customer on keyuan.stored_answers (store_id, customer_id)
  where customer_id is not null;
