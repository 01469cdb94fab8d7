-- Checks of the day's work, who executes and who checks, and the acquisition work of a day.
set local citus.multi_shard_modify_mode = 'sequential';

-- The manager's one-to-one check: each unfinished record ticked with a comment, kept by day.
create table keyuan.one_to_one_ticks (
  store_id int not null,
  id uuid not null,
  day date not null,
  person_id uuid not null,
  kind text not null,
  record_id uuid not null,
  customer_id uuid,
  result text not null check (result in ('done', 'to_do')),
  comment text not null default '',
  checked_at timestamptz not null,
  checked_by uuid not null,
  read_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('one_to_one_ticks', 'by store');
-- One tick per record and day; a person's check of a day.
create unique index one_to_one_ticks_one
  on keyuan.one_to_one_ticks (store_id, day, person_id, kind, record_id);
create index one_to_one_ticks_of_customer on keyuan.one_to_one_ticks (store_id, customer_id)
  where customer_id is not null;
grant select, insert, update, delete on keyuan.one_to_one_ticks to keyuan_app;
alter table keyuan.one_to_one_ticks enable row level security;
create policy by_store on keyuan.one_to_one_ticks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- A spot check: records of a day drawn at random (the seed repeats the draw) and by risk.
create table keyuan.spot_draws (
  store_id int not null,
  id uuid not null,
  day date not null,
  seed bigint not null,
  drawn_from int not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (store_id, id)
);
select keyuan.place('spot_draws', 'by store');
-- One draw per day.
create unique index spot_draws_one on keyuan.spot_draws (store_id, day);
grant select, insert, update, delete on keyuan.spot_draws to keyuan_app;
alter table keyuan.spot_draws enable row level security;
create policy by_store on keyuan.spot_draws to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- person_id: whose work is checked. reasons: why it was drawn by risk; empty when at random.
create table keyuan.spot_items (
  store_id int not null,
  id uuid not null,
  draw_id uuid not null,
  day date not null,
  subject text not null check (subject in ('card', 'visit', 'contact')),
  record_id uuid not null,
  customer_id uuid,
  opportunity_id uuid,
  person_id uuid not null,
  reasons text[] not null default '{}',
  result text check (result in ('true', 'not_true', 'not_reached')),
  finding text not null default '',
  checked_at timestamptz,
  checked_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('spot_items', 'by store');
create unique index spot_items_one on keyuan.spot_items (store_id, day, subject, record_id);
-- The rate per consultant over a period.
create index spot_items_by_person on keyuan.spot_items (store_id, person_id, day);
create index spot_items_of_customer on keyuan.spot_items (store_id, customer_id)
  where customer_id is not null;
grant select, insert, update, delete on keyuan.spot_items to keyuan_app;
alter table keyuan.spot_items enable row level security;
create policy by_store on keyuan.spot_items to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Which roles execute and which check a kind of work, where the store differs from the usual.
create table keyuan.work_duties (
  store_id int not null,
  work text not null,
  executors text[] not null,
  checkers text[] not null,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, work)
);
select keyuan.place('work_duties', 'by store');
grant select, insert, update, delete on keyuan.work_duties to keyuan_app;
alter table keyuan.work_duties enable row level security;
create policy by_store on keyuan.work_duties to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Leaflets, cold calls, events, posts: how many a day each consultant is to do, and did.
create table keyuan.acquisition_plans (
  store_id int not null,
  kind_id uuid not null,
  per_day int not null check (per_day between 0 and 10000),
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, kind_id)
);
select keyuan.place('acquisition_plans', 'by store');
grant select, insert, update, delete on keyuan.acquisition_plans to keyuan_app;
alter table keyuan.acquisition_plans enable row level security;
create policy by_store on keyuan.acquisition_plans to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

create table keyuan.acquisition_works (
  store_id int not null,
  person_id uuid not null,
  day date not null,
  kind_id uuid not null,
  done int not null check (done between 0 and 10000),
  note text not null default '',
  changed_at timestamptz not null,
  version int not null default 1,
  primary key (store_id, day, person_id, kind_id)
);
select keyuan.place('acquisition_works', 'by store');
grant select, insert, update, delete on keyuan.acquisition_works to keyuan_app;
alter table keyuan.acquisition_works enable row level security;
create policy by_store on keyuan.acquisition_works to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
