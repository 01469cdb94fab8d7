-- Leads the head office sends to its stores, and back.
set local citus.multi_shard_modify_mode = 'sequential';

-- In the head office's store: what waits, went out, came back. The person's data is sealed and goes
-- as soon as a store has accepted; phone_hash tells a number sent twice.
create table keyuan.dispatch_leads (
  store_id int not null,
  id uuid not null,
  sealed bytea,
  phone_hash bytea not null,
  city text not null default '',
  store_code text not null default '',
  region_id int,
  series_id uuid,
  source_id uuid,
  external_id text,
  state text not null default 'waiting'
    check (state in ('waiting', 'sent', 'accepted', 'returned', 'closed')),
  to_store_id int,
  offer_id uuid,
  rule text,
  reason text not null default '',
  times_sent int not null default 0,
  received_at timestamptz not null,
  received_by uuid,
  sent_at timestamptz,
  sent_by uuid,
  decided_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('dispatch_leads', 'by store');
-- The list, newest first, by state.
create index dispatch_leads_list on keyuan.dispatch_leads (store_id, state, received_at desc, id desc);
create index dispatch_leads_all on keyuan.dispatch_leads (store_id, received_at desc, id desc);
-- One open line per number: a resent one is the same.
create unique index dispatch_leads_one on keyuan.dispatch_leads (store_id, phone_hash)
  where state in ('waiting', 'sent', 'returned');
create unique index dispatch_leads_external on keyuan.dispatch_leads (store_id, external_id)
  where external_id is not null;

-- In the receiving store: what the head office offers it.
create table keyuan.dispatch_offers (
  store_id int not null,
  id uuid not null,
  head_store_id int not null,
  dispatch_id uuid not null,
  sealed bytea,
  series_id uuid,
  source_id uuid,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'returned', 'taken_back')),
  reason text not null default '',
  lead_id uuid,
  offered_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (store_id, id)
);
select keyuan.place('dispatch_offers', 'by store');
create index dispatch_offers_open on keyuan.dispatch_offers (store_id, offered_at, id) where state = 'offered';

grant select, insert, update on keyuan.dispatch_leads, keyuan.dispatch_offers to keyuan_app;
alter table keyuan.dispatch_leads enable row level security;
create policy by_store on keyuan.dispatch_leads to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.dispatch_offers enable row level security;
create policy by_store on keyuan.dispatch_offers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
