-- Who works on a customer for an absent colleague on a day; the owner of the customer stays.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.customer_stand_ins (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid not null,
  owner_id uuid not null,
  person_id uuid not null,
  day date not null,
  made_at timestamptz not null,
  made_by uuid,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('customer_stand_ins', 'by store');
-- One stand-in for a card and day.
create unique index customer_stand_ins_one on keyuan.customer_stand_ins (store_id, opportunity_id, day)
  where withdrawn_at is null;
-- What somebody may see and work on today besides their own.
create index customer_stand_ins_of on keyuan.customer_stand_ins (store_id, person_id, day, customer_id)
  where withdrawn_at is null;
create index customer_stand_ins_of_customer on keyuan.customer_stand_ins (store_id, customer_id);
grant select, insert, update, delete on keyuan.customer_stand_ins to keyuan_app;
alter table keyuan.customer_stand_ins enable row level security;
create policy by_store on keyuan.customer_stand_ins to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
