-- What the funnel and the forecast read of cards, and what they keep: models, runs, priorities.
set local citus.multi_shard_modify_mode = 'sequential';

-- A card with the order that stands for it and how it came in. close_on: signed, else expected.
create view keyuan.funnel_cards with (security_invoker = true) as
  select o.store_id, o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on,
         o.is_expected_estimated, o.series_id, o.series_text, o.model_id, o.source_id, o.opened_on,
         o.opened_visit_id, o.is_returning, o.last_contact_on, o.closed_on, o.unanswered_days,
         o.quantity as card_quantity, d.id as order_id, d.signed_on, d.delivered_on,
         d.amount_fen as order_fen, d.quantity as order_quantity, d.model_id as order_model_id,
         coalesce(d.quantity, o.quantity) as quantity,
         coalesce(d.signed_on, o.expected_on) as close_on,
         case when d.delivered_on is not null then 100 when d.id is not null then 90
              else least(o.stage, 75) end as funnel_stage,
         v.channel, (select l.origin from keyuan.leads l
                      where l.store_id = o.store_id and l.opportunity_id = o.id
                        and l.withdrawn_at is null
                      order by l.received_at, l.id limit 1) as lead_origin
    from keyuan.opportunities o
    left join keyuan.orders d on d.store_id = o.store_id and d.opportunity_id = o.id
     and d.state in ('signed', 'delivered') and d.withdrawn_at is null
    left join keyuan.visits v on v.store_id = o.store_id and v.id = o.opened_visit_id
   where o.withdrawn_at is null;

-- Changes of level and stage, by which a card is seen as it stood on a past day.
create view keyuan.funnel_changes with (security_invoker = true) as
  select c.store_id, c.opportunity_id, c.field, c.from_value, c.to_value, c.effective_on, c.recorded_at, c.id
    from keyuan.opportunity_changes c
   where c.field in ('level', 'stage') and c.from_value is not null and c.withdrawn_at is null;

create view keyuan.funnel_contacts with (security_invoker = true) as
  select c.store_id, c.opportunity_id, c.on_day, c.method
    from keyuan.contacts c
   where c.is_reached and c.opportunity_id is not null and c.withdrawn_at is null;

-- The probability model of a store, made anew each night from its own ended cards.
create table keyuan.win_models (
  store_id int not null,
  made_on date not null,
  made_at timestamptz not null,
  model jsonb not null,
  primary key (store_id, made_on)
);
select keyuan.place('win_models', 'by store');

-- What was forecast for a month, day by day, and once it is over what came: the past accuracy.
create table keyuan.forecast_runs (
  store_id int not null,
  month text not null,
  made_on date not null,
  made_at timestamptz not null,
  expected double precision not null,
  low int not null,
  high int not null,
  done int not null,
  cars double precision not null,
  amount_fen bigint not null,
  amount_low_fen bigint not null,
  amount_high_fen bigint not null,
  primary key (store_id, month, made_on)
);
select keyuan.place('forecast_runs', 'by store');

-- How customers are ranked: a formula as data, each version kept.
create table keyuan.priority_formulas (
  store_id int not null,
  version int not null,
  formula jsonb not null,
  set_at timestamptz not null,
  set_by uuid,
  primary key (store_id, version)
);
select keyuan.place('priority_formulas', 'by store');

create table keyuan.customer_priorities (
  store_id int not null,
  customer_id uuid not null,
  owner_id uuid,
  class text not null check (class in ('potential', 'intended', 'owner')),
  priority int not null check (priority between 1 and 3),
  value_points int not null,
  potential_points int not null,
  points int not null,
  reasons jsonb not null,
  ranked_on date not null,
  primary key (store_id, customer_id)
);
select keyuan.place('customer_priorities', 'by store');
alter table keyuan.customer_priorities add constraint customer_priorities_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
-- The list, best first: all, one consultant's.
create index customer_priorities_by_points on keyuan.customer_priorities (store_id, points desc, customer_id);
create index customer_priorities_by_owner on keyuan.customer_priorities (store_id, owner_id, points desc, customer_id);

grant select on keyuan.funnel_cards, keyuan.funnel_changes, keyuan.funnel_contacts to keyuan_app;
grant select, insert, update, delete on keyuan.win_models, keyuan.forecast_runs, keyuan.customer_priorities
  to keyuan_app;
grant select, insert on keyuan.priority_formulas to keyuan_app;
alter table keyuan.win_models enable row level security;
create policy by_store on keyuan.win_models to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.forecast_runs enable row level security;
create policy by_store on keyuan.forecast_runs to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.priority_formulas enable row level security;
create policy by_store on keyuan.priority_formulas to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.customer_priorities enable row level security;
create policy by_store on keyuan.customer_priorities to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
