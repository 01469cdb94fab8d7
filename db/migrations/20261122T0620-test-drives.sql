-- Test drives: the demo cars of a store, who drives which when, and what came of it.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.demo_cars (
  store_id int not null,
  id uuid not null,
  plate text not null,
  name text not null default '',
  series_id uuid,
  model_id uuid,
  vin text,
  colour text not null default '',
  state text not null default 'ready' check (state in ('ready', 'workshop', 'retired')),
  insured_until date,
  inspected_until date,
  mileage_km int not null default 0 check (mileage_km >= 0),
  note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('demo_cars', 'by store');
create unique index demo_cars_one_plate on keyuan.demo_cars (store_id, plate) where state <> 'retired';

create table keyuan.demo_routes (
  store_id int not null,
  id uuid not null,
  name text not null,
  length_m int not null check (length_m >= 0),
  minutes int not null check (minutes between 5 and 480),
  note text not null default '',
  is_active boolean not null default true,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('demo_routes', 'by store');

-- Each look at a driving licence; holder and number are sealed with the customer's key.
create table keyuan.licence_checks (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  licence_class text not null,
  holder_sealed bytea not null,
  number_sealed bytea not null,
  valid_until date not null,
  photo_id uuid,
  checked_at timestamptz not null,
  checked_by uuid,
  primary key (store_id, id)
);
select keyuan.place('licence_checks', 'by store');
create index licence_checks_of on keyuan.licence_checks (store_id, customer_id, checked_at desc);

-- day: the business day of starts_at in the store's zone. ratings: points 1 to 5 per item.
create table keyuan.test_drives (
  store_id int not null,
  id uuid not null,
  car_id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid,
  person_id uuid not null,
  appointment_id uuid,
  route_id uuid,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'booked' check (state in ('booked', 'out', 'done', 'no_show', 'cancelled')),
  note text not null default '',
  licence_check_id uuid,
  agreed_at timestamptz,
  left_at timestamptz,
  km_out int,
  returned_at timestamptz,
  km_in int,
  damage text not null default '',
  ratings jsonb,
  feedback text not null default '',
  next_step text not null default '',
  feedback_at timestamptz,
  contact_id uuid,
  reason text not null default '',
  ended_at timestamptz,
  ended_by uuid,
  made_at timestamptz not null,
  made_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id),
  check (ends_at > starts_at)
);
select keyuan.place('test_drives', 'by store');
alter table keyuan.test_drives add constraint test_drives_car
  foreign key (store_id, car_id) references keyuan.demo_cars (store_id, id);
-- The calendar in its order, one car's, one consultant's.
create index test_drives_by_start on keyuan.test_drives (store_id, starts_at, id) where withdrawn_at is null;
create index test_drives_by_car on keyuan.test_drives (store_id, car_id, starts_at) where withdrawn_at is null;
create index test_drives_by_customer on keyuan.test_drives (store_id, customer_id, starts_at desc);
-- What a card has driven, for its road; what a hand-over moves.
create index test_drives_by_card on keyuan.test_drives (store_id, opportunity_id) where opportunity_id is not null;
-- A car is out once at a time.
create unique index test_drives_one_out on keyuan.test_drives (store_id, car_id) where state = 'out';

-- The quarter hours a booking holds: one car, one quarter, one booking.
create table keyuan.demo_car_slots (
  store_id int not null,
  car_id uuid not null,
  slot timestamptz not null,
  test_drive_id uuid not null,
  primary key (store_id, car_id, slot)
);
select keyuan.place('demo_car_slots', 'by store');
create index demo_car_slots_of on keyuan.demo_car_slots (store_id, test_drive_id);

create view keyuan.timeline_test_drives with (security_invoker = true) as
  select d.store_id, d.customer_id, d.id,
         coalesce(d.returned_at, d.ended_at, d.left_at, d.made_at) as at,
         'test_drive'::text as kind, coalesce(d.ended_by, d.made_by) as actor_id,
         jsonb_build_object('state', d.state, 'startsAt', d.starts_at, 'note', d.feedback,
                            'reason', d.reason, 'personId', d.person_id, 'text', c.plate || ' ' || c.name,
                            'result', d.next_step) as data
    from keyuan.test_drives d
    join keyuan.demo_cars c on c.store_id = d.store_id and c.id = d.car_id
   where d.withdrawn_at is null;

grant select, insert, update on keyuan.demo_cars, keyuan.demo_routes, keyuan.test_drives to keyuan_app;
grant select, insert, update, delete on keyuan.licence_checks, keyuan.demo_car_slots to keyuan_app;
grant select on keyuan.timeline_test_drives to keyuan_app;
alter table keyuan.demo_cars enable row level security;
create policy by_store on keyuan.demo_cars to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.demo_routes enable row level security;
create policy by_store on keyuan.demo_routes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.licence_checks enable row level security;
create policy by_store on keyuan.licence_checks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.test_drives enable row level security;
create policy by_store on keyuan.test_drives to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.demo_car_slots enable row level security;
create policy by_store on keyuan.demo_car_slots to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
