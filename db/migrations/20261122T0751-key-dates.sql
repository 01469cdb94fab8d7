set local citus.multi_shard_modify_mode = 'sequential';

-- The days of a car somebody must be reminded of: made by its delivery, or typed. A task is planned
-- before the day comes (task_id); another day plans anew.
create table keyuan.vehicle_dates (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  vehicle_id uuid not null,
  kind text not null check (kind in ('insurance', 'inspection', 'first_service', 'care_call')),
  due_on date not null,
  -- What remind_on and the task go by: some days before due_on.
  remind_on date not null,
  is_estimated boolean not null default false,
  person_id uuid not null,
  state text not null default 'open' check (state in ('open', 'planned')),
  task_id uuid,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('vehicle_dates', 'by store');
alter table keyuan.vehicle_dates add constraint vehicle_dates_vehicle
  foreign key (store_id, vehicle_id) references keyuan.vehicles (store_id, id);
-- One day of a kind per car.
create unique index vehicle_dates_one on keyuan.vehicle_dates (store_id, vehicle_id, kind);
create index vehicle_dates_by_customer on keyuan.vehicle_dates (store_id, customer_id);
-- The morning's question: which days are to be planned now.
create index vehicle_dates_to_plan on keyuan.vehicle_dates (store_id, remind_on) where state = 'open';

grant select, insert, update, delete on keyuan.vehicle_dates to keyuan_app;
alter table keyuan.vehicle_dates enable row level security;
create policy by_store on keyuan.vehicle_dates to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
