-- Rivals of a group's own series, and what places both on the market.
set local citus.multi_shard_modify_mode = 'sequential';

-- option_id: the dictionary's competitor it belongs to; lost cards name that.
create table keyuan.rivals (
  group_id int not null,
  id uuid not null,
  option_id uuid,
  own_series_id uuid,
  brand text not null,
  name text not null,
  price_from_fen bigint,
  price_to_fen bigint,
  attributes jsonb not null default '{}',
  strong text not null default '',
  weak text not null default '',
  answer text not null default '',
  links jsonb not null default '[]',
  keeper_id uuid,
  is_active boolean not null default true,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('rivals', 'everywhere');
create unique index rivals_one_name on keyuan.rivals (group_id, brand, name) where is_active;

create table keyuan.own_positions (
  group_id int not null,
  series_id uuid not null,
  price_from_fen bigint,
  price_to_fen bigint,
  attributes jsonb not null default '{}',
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (group_id, series_id)
);
select keyuan.place('own_positions', 'everywhere');
grant select, insert, update on keyuan.rivals, keyuan.own_positions to keyuan_app;
