-- The decision desk: evaluations of media that were kept, and what a store may know of its peers.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.media_evaluations (
  store_id int not null,
  id uuid not null,
  name text not null,
  decided_on date not null,
  days int not null check (days between 1 and 90),
  lag int not null default 0 check (lag between 0 and 60),
  source_id uuid,
  channel text check (channel in ('walk-in', 'call-in')),
  note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('media_evaluations', 'by store');
-- The list, the latest decision first; also the days a baseline leaves out.
create index media_evaluations_by_day on keyuan.media_evaluations (store_id, decided_on desc, id desc)
  where withdrawn_at is null;

-- Averages over at least five other stores, written by the worker into the store's own rows.
create table keyuan.peer_averages (
  store_id int not null,
  month date not null,
  key text not null,
  average double precision,
  computed_at timestamptz not null,
  primary key (store_id, month, key)
);
select keyuan.place('peer_averages', 'by store');

grant select, insert, update on keyuan.media_evaluations to keyuan_app;
grant select, insert, update on keyuan.peer_averages to keyuan_app;
alter table keyuan.media_evaluations enable row level security;
create policy by_store on keyuan.media_evaluations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.peer_averages enable row level security;
create policy by_store on keyuan.peer_averages to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
