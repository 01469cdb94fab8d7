-- Cars in stock as the DMS tells them by file; Keyuan keeps no books of them.
set local citus.multi_shard_modify_mode = 'sequential';

-- told_state is the DMS's; order_id and delivered_on are what our orders know beyond it.
create table keyuan.stock_cars (
  store_id int not null,
  id uuid not null,
  vin text not null,
  series_id uuid,
  model_id uuid,
  model_text text not null default '',
  colour text not null default '',
  interior text not null default '',
  told_state text not null check (told_state in ('in_stock', 'on_the_way', 'allocated', 'delivered', 'gone')),
  arrived_on date,
  expected_on date,
  location text not null default '',
  note text not null default '',
  order_id uuid,
  delivered_on date,
  state text not null generated always as (
    case when delivered_on is not null then 'delivered'
         when order_id is not null and told_state in ('in_stock', 'on_the_way') then 'allocated'
         else told_state end) stored,
  told_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('stock_cars', 'by store');
-- One car per VIN, found when the next file comes.
create unique index stock_cars_one on keyuan.stock_cars (store_id, vin) where withdrawn_at is null;
-- The list: the longest in stock first, those without a day last.
create index stock_cars_by_age on keyuan.stock_cars
  (store_id, (coalesce(arrived_on, date '9999-12-31')), id) where withdrawn_at is null;
-- What can be chosen for an order of a series, or hinted at in its quote.
create index stock_cars_free on keyuan.stock_cars (store_id, series_id, arrived_on)
  where state in ('in_stock', 'on_the_way') and withdrawn_at is null;
grant select, insert, update on keyuan.stock_cars to keyuan_app;
alter table keyuan.stock_cars enable row level security;
create policy by_store on keyuan.stock_cars to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
