-- The price book of a group: prices of models with validity, and what can be sold with a car.
set local citus.multi_shard_modify_mode = 'sequential';

-- The newest row that is valid on a day stands; a store's own goes before the group's.
create table keyuan.list_prices (
  group_id int not null,
  id uuid not null,
  store_id int,
  model_id uuid not null,
  energy text not null default 'fuel' check (energy in ('fuel', 'nev')),
  valid_from date not null,
  valid_to date,
  -- Guide price; what every consultant may take off it; below the floor the last step decides.
  list_fen bigint not null check (list_fen >= 0),
  discount_fen bigint not null default 0 check (discount_fen >= 0),
  floor_fen bigint check (floor_fen >= 0),
  note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('list_prices', 'everywhere');
alter table keyuan.list_prices add constraint list_prices_days
  check (valid_to is null or valid_to >= valid_from);
alter table keyuan.list_prices add constraint list_prices_discount
  check (discount_fen <= list_fen);
-- One price of a model per first day, for all stores or for one.
create unique index list_prices_one on keyuan.list_prices (group_id, coalesce(store_id, 0), model_id, valid_from)
  where withdrawn_at is null;

-- Colours, interiors, options, accessories, insurance, finance, fees, taxes. Without series and
-- models it is for all of them; needs and excludes name other items.
create table keyuan.price_items (
  group_id int not null,
  id uuid not null,
  store_id int,
  kind text not null check (kind in
    ('colour', 'interior', 'option', 'accessory', 'insurance', 'finance', 'fee', 'tax')),
  code text not null,
  name text not null,
  name_en text not null default '',
  price_fen bigint not null default 0,
  cost_fen bigint,
  series_ids uuid[] not null default '{}',
  model_ids uuid[] not null default '{}',
  needs uuid[] not null default '{}',
  excludes uuid[] not null default '{}',
  rule jsonb not null default '{}',
  valid_from date,
  valid_to date,
  position int not null default 0,
  is_active boolean not null default true,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('price_items', 'everywhere');
create unique index price_items_code on keyuan.price_items (group_id, coalesce(store_id, 0), kind, code);

-- Reference tables stand beside the wall by store: they are read by group through one door.
grant select, insert, update on keyuan.list_prices, keyuan.price_items to keyuan_app;
