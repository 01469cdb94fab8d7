-- Words and products: options, calendar, brands, series, models.
set local citus.multi_shard_modify_mode = 'sequential';

-- kind: source, channel_family, hobby, occupation, loss_reason, competitor, ...
-- A row with store_id is a store's own option and names the standard one it stands for.
create table keyuan.options (
  group_id int not null,
  id uuid not null,
  kind text not null,
  store_id int,
  standard_id uuid,
  code text not null,
  label text not null,
  label_en text not null default '',
  family text,
  aliases text[] not null default '{}',
  position int not null default 0,
  is_active boolean not null default true,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('options', 'everywhere');
create unique index options_code on keyuan.options (group_id, kind, coalesce(store_id, 0), code);

-- Public holidays and make-up workdays: marks for analysis, never closed days.
create table keyuan.calendar_marks (
  group_id int not null,
  day date not null,
  kind text not null check (kind in ('holiday', 'makeup-workday')),
  name text not null,
  name_en text not null,
  is_estimated boolean not null default false,
  primary key (group_id, day)
);
select keyuan.place('calendar_marks', 'everywhere');

-- The store's own closed days.
create table keyuan.closed_days (
  store_id int not null,
  day date not null,
  reason text not null default '',
  set_by uuid,
  set_at timestamptz not null,
  primary key (store_id, day)
);
select keyuan.place('closed_days', 'by store');

create table keyuan.brands (
  group_id int not null,
  id uuid not null,
  name text not null,
  name_en text not null,
  is_own boolean not null default true,
  version int not null default 1,
  primary key (group_id, id),
  unique (group_id, name)
);
select keyuan.place('brands', 'everywhere');

create table keyuan.series (
  group_id int not null,
  id uuid not null,
  brand_id uuid not null,
  name text not null,
  name_en text not null,
  aliases text[] not null default '{}',
  position int not null default 0,
  is_active boolean not null default true,
  version int not null default 1,
  primary key (group_id, id),
  unique (group_id, name)
);
select keyuan.place('series', 'everywhere');

create table keyuan.models (
  group_id int not null,
  id uuid not null,
  series_id uuid not null,
  name text not null,
  name_en text not null,
  year int,
  guide_price_fen bigint,
  is_active boolean not null default true,
  version int not null default 1,
  primary key (group_id, id),
  unique (group_id, series_id, name)
);
select keyuan.place('models', 'everywhere');
