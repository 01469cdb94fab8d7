-- Orders: what a signed contract is, whom it is credited to, and which cars it stands for.
set local citus.multi_shard_modify_mode = 'sequential';

-- A deal is an order with signed_on and without cancelled_on. owner_id: the consultant who signed it.
create table keyuan.orders (
  store_id int not null,
  id uuid not null,
  number text not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  owner_id uuid not null,
  quote_id uuid,
  state text not null check (state in ('draft', 'signed', 'delivered', 'cancelled')),
  series_id uuid,
  model_id uuid,
  model_text text not null default '',
  colour text not null default '',
  quantity int not null default 1 check (quantity between 1 and 999),
  list_fen bigint not null default 0,
  discount_fen bigint not null default 0,
  amount_fen bigint not null default 0,
  payment_method text check (payment_method in ('cash', 'loan', 'lease', 'trade_in', 'other')),
  signed_on date,
  signed_at timestamptz,
  promised_on date,
  delivered_on date,
  delivered_at timestamptz,
  cancelled_on date,
  cancelled_at timestamptz,
  cancel_reason text,
  note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('orders', 'by store');
alter table keyuan.orders add constraint orders_opportunity
  foreign key (store_id, opportunity_id) references keyuan.opportunities (store_id, id);
alter table keyuan.orders add constraint orders_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
create unique index orders_one_number on keyuan.orders (store_id, number);
-- One order that stands per opportunity.
create unique index orders_one_standing on keyuan.orders (store_id, opportunity_id)
  where state <> 'cancelled' and withdrawn_at is null;
create index orders_by_opportunity on keyuan.orders (store_id, opportunity_id);
create index orders_by_customer on keyuan.orders (store_id, customer_id, made_at desc);
-- The list, newest first, and one consultant's.
create index orders_by_time on keyuan.orders (store_id, made_at desc, id desc) where withdrawn_at is null;
create index orders_by_owner on keyuan.orders (store_id, owner_id, made_at desc, id desc) where withdrawn_at is null;
-- What is under way, the late ones first.
create index orders_under_way on keyuan.orders (store_id, promised_on, id)
  where state in ('draft', 'signed') and withdrawn_at is null;
-- Deals, deliveries and cancellations by the day they count on.
create index orders_by_signing on keyuan.orders (store_id, signed_on, id)
  where signed_on is not null and withdrawn_at is null;
create index orders_by_delivery on keyuan.orders (store_id, delivered_on, id)
  where delivered_on is not null and withdrawn_at is null;
create index orders_by_cancelling on keyuan.orders (store_id, cancelled_on, id)
  where cancelled_on is not null and withdrawn_at is null;

-- Whom a deal is credited to, fixed when it is signed; the shares of an order add to 100.
create table keyuan.order_credits (
  store_id int not null,
  order_id uuid not null,
  person_id uuid not null,
  percent int not null check (percent between 1 and 100),
  primary key (store_id, order_id, person_id)
);
select keyuan.place('order_credits', 'by store');
create index order_credits_by_person on keyuan.order_credits (store_id, person_id, order_id);

-- The cars of an order: a VIN is allocated to one order at a time.
create table keyuan.order_cars (
  store_id int not null,
  id uuid not null,
  order_id uuid not null,
  vin text not null,
  vehicle_id uuid,
  allocated_at timestamptz not null,
  allocated_by uuid,
  released_at timestamptz,
  release_reason text,
  delivered_on date,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('order_cars', 'by store');
alter table keyuan.order_cars add constraint order_cars_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);
create unique index order_cars_one_vin on keyuan.order_cars (store_id, vin)
  where released_at is null and withdrawn_at is null;
create index order_cars_of on keyuan.order_cars (store_id, order_id, allocated_at);

-- How the credit of an opportunity is shared, agreed before it is won; without rows all is the owner's.
create table keyuan.opportunity_shares (
  store_id int not null,
  opportunity_id uuid not null,
  person_id uuid not null,
  percent int not null check (percent between 1 and 100),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (store_id, opportunity_id, person_id)
);
select keyuan.place('opportunity_shares', 'by store');
create index opportunity_shares_by_person on keyuan.opportunity_shares (store_id, person_id);

-- What the numbers read of orders; an order that was never signed is in none of them.
create view keyuan.deals_counted with (security_invoker = true) as
  select d.store_id, d.id, d.number, d.opportunity_id, d.customer_id, d.owner_id, d.state,
         coalesce(d.series_id, o.series_id) as series_id, coalesce(d.model_id, o.model_id) as model_id,
         d.quantity, d.amount_fen, d.discount_fen, d.payment_method, d.signed_on, d.signed_at,
         d.promised_on, d.delivered_on, d.delivered_at, d.cancelled_on, d.cancelled_at,
         o.source_id, o.level, o.opened_on, o.opened_at, o.opened_visit_id, o.is_returning
    from keyuan.orders d
    join keyuan.opportunities o on o.store_id = d.store_id and o.id = d.opportunity_id
   where d.signed_on is not null and d.withdrawn_at is null and o.withdrawn_at is null;

grant select, insert, update on keyuan.orders, keyuan.order_cars to keyuan_app;
grant select, insert, update, delete on keyuan.order_credits, keyuan.opportunity_shares to keyuan_app;
grant select on keyuan.deals_counted to keyuan_app;
alter table keyuan.orders enable row level security;
create policy by_store on keyuan.orders to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_credits enable row level security;
create policy by_store on keyuan.order_credits to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_cars enable row level security;
create policy by_store on keyuan.order_cars to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.opportunity_shares enable row level security;
create policy by_store on keyuan.opportunity_shares to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
