-- Facts per store and day, by one dimension at a time; recomputing appends a version.
set local citus.multi_shard_modify_mode = 'sequential';

-- dimension: total, consultant, series, channel, source. value: '' for total, else an id or a word.
create table keyuan.day_facts (
  store_id int not null,
  day date not null,
  dimension text not null,
  value text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  unfiled int not null default 0,
  newly_filed int not null default 0,
  repeat_visits int not null default 0,
  not_prospects int not null default 0,
  walk_ins int not null default 0,
  call_ins int not null default 0,
  returning_filed int not null default 0,
  cards_without_visit int not null default 0,
  primary key (store_id, day, dimension, value, recorded_at)
);
select keyuan.place('day_facts', 'by store');
-- A question over years reads the current rows of one dimension.
create index day_facts_current on keyuan.day_facts (store_id, dimension, day, value)
  where superseded_at is null;

-- Store-days whose facts are not up to date; read from the records until the worker is done.
create table keyuan.dirty_days (
  store_id int not null,
  day date not null,
  marked_at timestamptz not null,
  primary key (store_id, day)
);
select keyuan.place('dirty_days', 'by store');
