-- Never lose a customer: merged records, suspected duplicates, claims on a customer, the public pool.
set local citus.multi_shard_modify_mode = 'sequential';

-- merged_into: the record that stays; this one is withdrawn and leads there. checked_version: the
-- version at which the record was last compared with others.
alter table keyuan.customers add column merged_into uuid;
alter table keyuan.customers add column checked_version int not null default 0;
-- What was merged into a record.
create index customers_merged on keyuan.customers (store_id, merged_into) where merged_into is not null;
-- What the worker still has to compare; empty when nothing changed.
create index customers_unchecked on keyuan.customers (store_id, id)
  where checked_version < version and withdrawn_at is null;

-- The row as the operation left it: what changed since keeps its change when only the rest goes back.
alter table keyuan.operation_changes add column after_sealed bytea;

-- Two records that may be one person; first_id < second_id. A dismissed pair is remembered.
create table keyuan.duplicate_pairs (
  store_id int not null,
  id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  score int not null check (score between 0 and 100),
  reasons text[] not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('duplicate_pairs', 'by store');
-- A pair is listed once, however often it is found.
create unique index duplicate_pairs_once on keyuan.duplicate_pairs (store_id, first_id, second_id);
create index duplicate_pairs_of_second on keyuan.duplicate_pairs (store_id, second_id);
-- The list: the surest first.
create index duplicate_pairs_open on keyuan.duplicate_pairs (store_id, score desc, id)
  where state = 'open' and withdrawn_at is null;
alter table keyuan.duplicate_pairs enable row level security;
create policy by_store on keyuan.duplicate_pairs to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.duplicate_pairs to keyuan_app;

-- A second consultant's claim on a customer somebody holds: the evidence at that time, what the rules
-- propose, and what the manager decided.
create table keyuan.claims (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid,
  claimed_by uuid not null,
  holder_id uuid not null,
  reason text not null,
  evidence jsonb not null,
  proposal text not null check (proposal in ('stays', 'hand_over', 'shared')),
  state text not null default 'open' check (state in ('open', 'decided', 'withdrawn')),
  decision text check (decision in ('stays', 'hand_over', 'shared')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  operation_id uuid,
  shared_customer_id uuid,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('claims', 'by store');
-- One open claim per person and customer.
create unique index claims_one_open on keyuan.claims (store_id, customer_id, claimed_by)
  where state = 'open';
create index claims_by_customer on keyuan.claims (store_id, customer_id, created_at desc);
create index claims_newest on keyuan.claims (store_id, created_at desc, id);
alter table keyuan.claims enable row level security;
create policy by_store on keyuan.claims to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.claims to keyuan_app;

-- A card in the pool is held by the manager (owner_id); pool_from had it before.
alter table keyuan.opportunities add column pool_since timestamptz;
alter table keyuan.opportunities add column pool_from uuid;
alter table keyuan.opportunities add column pool_warned_on date;
create index opportunities_in_pool on keyuan.opportunities (store_id, pool_since, id)
  where pool_since is not null and withdrawn_at is null;
-- The nightly look for cards nobody has reached for long.
create index opportunities_by_contact on keyuan.opportunities (store_id, last_contact_on)
  where state = 'active' and pool_since is null and withdrawn_at is null;

-- How cards went into the pool and out of it.
create table keyuan.pool_moves (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('fell', 'put', 'taken', 'assigned')),
  from_id uuid not null,
  to_id uuid not null,
  day date not null,
  at timestamptz not null,
  actor_id uuid,
  reason text,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('pool_moves', 'by store');
create index pool_moves_of on keyuan.pool_moves (store_id, opportunity_id, at desc);
create index pool_moves_of_customer on keyuan.pool_moves (store_id, customer_id);
-- What a consultant took on a day.
create index pool_moves_taken on keyuan.pool_moves (store_id, to_id, day)
  where kind = 'taken' and withdrawn_at is null;
alter table keyuan.pool_moves enable row level security;
create policy by_store on keyuan.pool_moves to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.pool_moves to keyuan_app;
