-- What was decided at the morning meeting, per day and consultant: the minutes.
set local citus.multi_shard_modify_mode = 'sequential';

-- counts: the consultant's figures as they stood when the manager marked them done.
create table keyuan.morning_notes (
  store_id int not null,
  id uuid not null,
  day date not null,
  person_id uuid not null,
  decision text not null default '',
  counts jsonb,
  done_at timestamptz,
  done_by uuid,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('morning_notes', 'by store');
-- One note per consultant and day; the minutes of a day, and the days that have some.
create unique index morning_notes_one on keyuan.morning_notes (store_id, day, person_id);
grant select, insert, update, delete on keyuan.morning_notes to keyuan_app;
alter table keyuan.morning_notes enable row level security;
create policy by_store on keyuan.morning_notes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
