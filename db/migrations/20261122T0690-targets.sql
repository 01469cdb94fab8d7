-- Targets with their history, and appraisals by weighted measures.
set local citus.multi_shard_modify_mode = 'sequential';

-- One row each time a target is set or taken away (value null); the highest revision stands. Rows are
-- never changed, so that any target can be asked as of a past time.
create table keyuan.targets (
  store_id int not null,
  metric text not null,
  scope text not null check (scope in ('store', 'team', 'consultant', 'series')),
  subject text not null default '',
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
  revision int not null check (revision >= 1),
  value bigint check (value >= 0),
  origin text not null check (origin in ('hand', 'spread', 'copy', 'paste', 'identity')),
  note text not null default '',
  set_at timestamptz not null,
  set_by uuid,
  primary key (store_id, metric, scope, subject, period, revision)
);
select keyuan.place('targets', 'by store');
-- The table of a year, and the pace of a month, whatever the number.
create index targets_by_period on keyuan.targets (store_id, period, metric, scope, subject, revision desc);

create table keyuan.appraisal_schemes (
  store_id int not null,
  id uuid not null,
  name text not null,
  period_kind text not null check (period_kind in ('month', 'quarter', 'year')),
  measures jsonb not null,
  is_active boolean not null default true,
  made_at timestamptz not null,
  made_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('appraisal_schemes', 'by store');

-- The result of one person, frozen with the scheme it was made by; opened again it stays, marked so.
create table keyuan.appraisals (
  store_id int not null,
  id uuid not null,
  scheme_id uuid not null,
  person_id uuid not null,
  period text not null,
  points_hundredths int not null,
  result jsonb not null,
  closed_at timestamptz not null,
  closed_by uuid,
  reopened_at timestamptz,
  reopened_by uuid,
  reopened_why text,
  primary key (store_id, id)
);
select keyuan.place('appraisals', 'by store');
alter table keyuan.appraisals add constraint appraisals_scheme
  foreign key (store_id, scheme_id) references keyuan.appraisal_schemes (store_id, id);
create unique index appraisals_one_standing on keyuan.appraisals (store_id, scheme_id, period, person_id)
  where reopened_at is null;
-- A person's own results, newest first.
create index appraisals_of_person on keyuan.appraisals (store_id, person_id, closed_at desc, id);

grant select, insert on keyuan.targets to keyuan_app;
grant select, insert, update on keyuan.appraisal_schemes, keyuan.appraisals to keyuan_app;
alter table keyuan.targets enable row level security;
create policy by_store on keyuan.targets to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.appraisal_schemes enable row level security;
create policy by_store on keyuan.appraisal_schemes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.appraisals enable row level security;
create policy by_store on keyuan.appraisals to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
