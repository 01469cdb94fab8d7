-- Reports that are mailed on a rhythm, and the wall displays of a store.
set local citus.multi_shard_modify_mode = 'sequential';

-- A saved report (saved_views of the list `reports`) for one person; next_on: the next business day.
create table keyuan.report_schedules (
  store_id int not null,
  id uuid not null,
  name text not null,
  query jsonb not null,
  person_id uuid not null,
  rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly')),
  weekday int check (weekday between 1 and 7),
  month_day int check (month_day between 1 and 28),
  at_time text not null check (at_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  next_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  paused_at timestamptz,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('report_schedules', 'by store');
create index report_schedules_due on keyuan.report_schedules (store_id, next_on)
  where paused_at is null and withdrawn_at is null;
create index report_schedules_of on keyuan.report_schedules (store_id, person_id) where withdrawn_at is null;

-- One mail per schedule and day, however often the clock asks.
create table keyuan.report_mails (
  store_id int not null,
  id uuid not null,
  schedule_id uuid not null,
  on_day date not null,
  next_at timestamptz not null,
  attempts int not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  primary key (store_id, id)
);
select keyuan.place('report_mails', 'by store');
create unique index report_mails_once on keyuan.report_mails (store_id, schedule_id, on_day);
create index report_mails_open on keyuan.report_mails (store_id, next_at)
  where sent_at is null and given_up_at is null;

-- Local: the address of a display is a secret; only its hash is kept.
create table keyuan.wall_displays (
  token_hash bytea primary key,
  id uuid not null unique,
  group_id int not null,
  store_id int not null,
  name text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  stopped_at timestamptz
);
create index wall_displays_of on keyuan.wall_displays (store_id) where stopped_at is null;

grant select, insert, update, delete on keyuan.report_schedules, keyuan.report_mails, keyuan.wall_displays to keyuan_app;
alter table keyuan.report_schedules enable row level security;
create policy by_store on keyuan.report_schedules to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.report_mails enable row level security;
create policy by_store on keyuan.report_mails to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
