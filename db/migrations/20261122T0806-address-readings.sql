-- Whether the addresses a store already had were read for their area: once, and again only when the
-- store's city becomes another, because an address may leave the city out.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.address_readings (
  store_id int not null,
  city text not null,
  read_at timestamptz not null,
  found int not null,
  primary key (store_id, city)
);
select keyuan.place('address_readings', 'by store');
grant select, insert on keyuan.address_readings to keyuan_app;
alter table keyuan.address_readings enable row level security;
create policy by_store on keyuan.address_readings to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
