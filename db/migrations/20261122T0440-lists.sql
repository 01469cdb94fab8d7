-- Lists as each person wants them, and what left the product as a file.
set local citus.multi_shard_modify_mode = 'sequential';

-- A list as somebody named it: filters, order, columns. Read with every list, written rarely.
create table keyuan.saved_views (
  group_id int not null,
  id uuid not null,
  list text not null,
  name text not null,
  owner_id uuid not null,
  shared_with text not null default 'own' check (shared_with in ('own', 'team', 'store', 'group')),
  team_id uuid,
  store_id int,
  query jsonb not null,
  layout jsonb,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('saved_views', 'everywhere');
-- The views a person may choose from on one list.
create index saved_views_of on keyuan.saved_views (group_id, list, owner_id) where withdrawn_at is null;

-- Which columns of a list a person sees, in which order and width, and the view it opens with.
create table keyuan.list_layouts (
  group_id int not null,
  person_id uuid not null,
  list text not null,
  layout jsonb,
  default_view_id uuid,
  primary key (group_id, person_id, list)
);
select keyuan.place('list_layouts', 'everywhere');
grant select, insert, update, delete on keyuan.saved_views, keyuan.list_layouts to keyuan_app;

-- Every list that left as a file: who, what, which filters and columns, how many rows, and why.
-- filters: without personal values; what was searched for is said as present only.
create table keyuan.export_log (
  store_id int not null,
  id uuid not null,
  person_id uuid,
  list text not null,
  format text not null check (format in ('xlsx', 'csv')),
  filters jsonb not null,
  columns text[] not null,
  with_phones boolean not null default false,
  reason text,
  rows_found int not null,
  rows_written int,
  state text not null default 'running' check (state in ('running', 'done', 'broken')),
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('export_log', 'by store');
-- The page of exports, newest first, and those of one person.
create index export_log_recent on keyuan.export_log (store_id, started_at desc, id desc);
create index export_log_of on keyuan.export_log (store_id, person_id, started_at desc, id desc);
grant select, insert, update on keyuan.export_log to keyuan_app;
alter table keyuan.export_log enable row level security;
create policy by_store on keyuan.export_log to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
