-- People and companies a store knows, their phones and cars.
set local citus.multi_shard_modify_mode = 'sequential';

-- sealed_key: this customer's own key, wrapped by the installation's; destroyed when erased.
-- search_keys: bigrams and pinyin of the name, keyed hashes of phones and last four digits,
-- plates and VIN tails; see src/modules/customers/README.md for the prefixes.
create table keyuan.customers (
  store_id int not null,
  id uuid not null,
  kind text not null default 'person' check (kind in ('person', 'company')),
  name text not null,
  sex text check (sex in ('male', 'female')),
  sealed_key bytea,
  id_number_sealed bytea,
  id_number_hash bytea,
  search_keys text[] not null default '{}',
  is_owner boolean not null default false,
  special text check (special in ('fleet', 'vip', 'difficult')),
  note text not null default '',
  consent_at timestamptz,
  consent_source text,
  do_not_contact text[] not null default '{}',
  created_by uuid,
  created_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  erased_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('customers', 'by store');
-- One box that finds anyone: every kind of key in one index.
create index customers_search on keyuan.customers using gin (search_keys) with (fastupdate = off);
create index customers_newest on keyuan.customers (store_id, created_at desc, id);

create table keyuan.customer_phones (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null default 'mobile',
  phone_sealed bytea not null,
  phone_hash bytea not null,
  last_four_hash bytea not null,
  position int not null default 0,
  is_shared boolean not null default false,
  shared_reason text,
  created_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('customer_phones', 'by store');
alter table keyuan.customer_phones add constraint customer_phones_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
-- One customer per phone and store, unless a manager allowed a second with a reason.
create unique index customer_phones_one_owner on keyuan.customer_phones (store_id, phone_hash)
  where withdrawn_at is null and not is_shared;
create index customer_phones_by_customer on keyuan.customer_phones (store_id, customer_id);
create index customer_phones_by_hash on keyuan.customer_phones (store_id, phone_hash);

-- Which stores of a group hold a phone; placed by the hash, asked only through phone_elsewhere().
create table keyuan.phone_owners (
  group_id int not null,
  phone_hash bytea not null,
  store_id int not null,
  customer_id uuid not null,
  primary key (phone_hash, group_id, store_id, customer_id)
);
select keyuan.place('phone_owners', 'by phone_hash');

create table keyuan.vehicles (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  plate text,
  vin text,
  series_id uuid,
  model_id uuid,
  colour text not null default '',
  bought_on date,
  delivered_on date,
  order_number text,
  created_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('vehicles', 'by store');
alter table keyuan.vehicles add constraint vehicles_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
create index vehicles_by_customer on keyuan.vehicles (store_id, customer_id);
create index vehicles_by_plate on keyuan.vehicles (store_id, plate) where plate is not null;
create unique index vehicles_one_vin on keyuan.vehicles (store_id, vin)
  where vin is not null and withdrawn_at is null;

create table keyuan.service_visits (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  vehicle_id uuid not null,
  day date not null,
  kind text not null,
  mileage_km int,
  amount_fen bigint not null default 0,
  created_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('service_visits', 'by store');
create index service_visits_by_vehicle on keyuan.service_visits (store_id, vehicle_id, day desc);
create index service_visits_by_customer on keyuan.service_visits (store_id, customer_id, day desc);
