-- The road to the sale: its words, what was done on it, needs, presentations, trade-ins, costs, enquiries.
set local citus.multi_shard_modify_mode = 'sequential';

-- The words of a step as a group (store_id null) or a store has them; the newest row holds, the
-- others are its history. A row with is_reset goes back to what holds above it.
create table keyuan.road_words (
  group_id int not null,
  id uuid not null,
  store_id int,
  step text not null,
  words jsonb,
  is_reset boolean not null default false,
  set_at timestamptz not null,
  set_by uuid,
  primary key (group_id, id)
);
select keyuan.place('road_words', 'everywhere');
create index road_words_of on keyuan.road_words (group_id, step, set_at desc);

-- What a consultant said of a step: ticked, skipped with a reason, or a line of its check list.
create table keyuan.road_marks (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  step text not null,
  kind text not null check (kind in ('done', 'skipped', 'item')),
  item text not null default '',
  reason text not null default '',
  at timestamptz not null,
  actor_id uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (store_id, id)
);
select keyuan.place('road_marks', 'by store');
-- A step is done or skipped once, a line is ticked once.
create unique index road_marks_one_step on keyuan.road_marks (store_id, opportunity_id, step)
  where kind <> 'item' and withdrawn_at is null;
create unique index road_marks_one_item on keyuan.road_marks (store_id, opportunity_id, step, item)
  where kind = 'item' and withdrawn_at is null;
create index road_marks_of_customer on keyuan.road_marks (store_id, customer_id, at desc);

create table keyuan.purchase_needs (
  store_id int not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  purpose_id uuid,
  purpose text not null default '',
  budget_from_fen bigint,
  budget_to_fen bigint,
  seats int check (seats between 1 and 60),
  fuel text check (fuel in ('petrol', 'diesel', 'hybrid', 'plug_in', 'electric', 'open')),
  must_haves text not null default '',
  decision_maker text not null default '',
  timing text not null default '',
  current_car text not null default '',
  rival_ids uuid[] not null default '{}',
  rivals_text text not null default '',
  payment text check (payment in ('cash', 'loan', 'lease', 'open')),
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, opportunity_id)
);
select keyuan.place('purchase_needs', 'by store');
create index purchase_needs_of_customer on keyuan.purchase_needs (store_id, customer_id);

create table keyuan.presentations (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  person_id uuid not null,
  series_id uuid,
  model_id uuid,
  shown text[] not null default '{}',
  liked text not null default '',
  doubts text not null default '',
  rival_ids uuid[] not null default '{}',
  at timestamptz not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('presentations', 'by store');
create index presentations_of on keyuan.presentations (store_id, opportunity_id, at desc);
create index presentations_of_customer on keyuan.presentations (store_id, customer_id, at desc);

create table keyuan.trade_ins (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid,
  customer_id uuid not null,
  owner_id uuid not null,
  car text not null,
  plate text,
  vin text,
  year int check (year between 1950 and 2100),
  mileage_km int check (mileage_km >= 0),
  condition text check (condition in ('excellent', 'good', 'fair', 'poor')),
  condition_note text not null default '',
  photo_ids uuid[] not null default '{}',
  asked_fen bigint,
  appraised_fen bigint,
  appraised_by uuid,
  appraised_on date,
  valid_until date,
  decision text not null default 'open' check (decision in ('open', 'thinking', 'accepted', 'declined')),
  decided_at timestamptz,
  decision_note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  changed_at timestamptz not null,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('trade_ins', 'by store');
create index trade_ins_by_time on keyuan.trade_ins (store_id, made_at desc, id desc) where withdrawn_at is null;
create index trade_ins_of_customer on keyuan.trade_ins (store_id, customer_id, made_at desc);
create index trade_ins_of_card on keyuan.trade_ins (store_id, opportunity_id) where opportunity_id is not null;

create table keyuan.activity_costs (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  person_id uuid not null,
  on_day date not null,
  kind text not null check (kind in ('gift', 'fuel', 'meal', 'travel', 'advertising', 'test_drive', 'referral', 'other')),
  amount_fen bigint not null check (amount_fen >= 0),
  result text not null default '',
  note text not null default '',
  made_at timestamptz not null,
  made_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('activity_costs', 'by store');
create index activity_costs_by_day on keyuan.activity_costs (store_id, on_day desc, id desc) where withdrawn_at is null;
create index activity_costs_of_card on keyuan.activity_costs (store_id, opportunity_id, on_day desc) where withdrawn_at is null;
create index activity_costs_of_customer on keyuan.activity_costs (store_id, customer_id, on_day desc);

-- A customer asked something; due_at: when the stage's time to answer ends.
create table keyuan.enquiries (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  owner_id uuid not null,
  channel text not null check (channel in ('call', 'message', 'web', 'other')),
  words text not null default '',
  stage int not null,
  asked_at timestamptz not null,
  due_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  recorded_at timestamptz not null,
  recorded_by uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('enquiries', 'by store');
create index enquiries_of_card on keyuan.enquiries (store_id, opportunity_id, asked_at desc) where withdrawn_at is null;
create index enquiries_of_customer on keyuan.enquiries (store_id, customer_id, asked_at desc);
create index enquiries_open on keyuan.enquiries (store_id, due_at)
  where answered_at is null and due_at is not null and withdrawn_at is null;
create index enquiries_by_due on keyuan.enquiries (store_id, due_at desc)
  where due_at is not null and withdrawn_at is null;

create view keyuan.timeline_road with (security_invoker = true) as
  select m.store_id, m.customer_id, m.id, m.at, 'road'::text as kind, m.actor_id,
         jsonb_build_object('state', m.kind, 'field', m.step, 'reason', m.reason) as data
    from keyuan.road_marks m where m.kind <> 'item' and m.withdrawn_at is null
  union all
  select n.store_id, n.customer_id, n.opportunity_id, n.changed_at, 'road', n.changed_by,
         jsonb_build_object('state', 'needs', 'note', concat_ws(' · ', nullif(n.purpose, ''), nullif(n.must_haves, '')))
    from keyuan.purchase_needs n
  union all
  select p.store_id, p.customer_id, p.id, p.at, 'road', p.person_id,
         jsonb_build_object('state', 'presented', 'note', concat_ws(' / ', nullif(p.liked, ''), nullif(p.doubts, '')))
    from keyuan.presentations p where p.withdrawn_at is null
  union all
  select t.store_id, t.customer_id, t.id, coalesce(t.decided_at, t.changed_at), 'road', t.made_by,
         jsonb_build_object('state', 'trade_in', 'text', t.car, 'outcome', t.decision)
    from keyuan.trade_ins t where t.withdrawn_at is null
  union all
  select c.store_id, c.customer_id, c.id, c.made_at, 'road', c.person_id,
         jsonb_build_object('state', 'cost', 'result', c.result, 'note', c.note)
    from keyuan.activity_costs c where c.withdrawn_at is null
  union all
  select e.store_id, e.customer_id, e.id, e.asked_at, 'road', e.recorded_by,
         jsonb_build_object('state', 'enquiry', 'note', e.words)
    from keyuan.enquiries e where e.withdrawn_at is null;

-- For the modules above.
create view keyuan.costs_counted with (security_invoker = true) as
  select c.store_id, c.id, c.opportunity_id, c.customer_id, c.person_id, c.on_day, c.kind, c.amount_fen,
         o.source_id, o.series_id
    from keyuan.activity_costs c
    join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
   where c.withdrawn_at is null and o.withdrawn_at is null;

grant select, insert on keyuan.road_words to keyuan_app;
grant select, insert, update on keyuan.presentations, keyuan.trade_ins, keyuan.activity_costs,
  keyuan.enquiries, keyuan.road_marks, keyuan.purchase_needs to keyuan_app;
grant delete on keyuan.purchase_needs, keyuan.presentations, keyuan.trade_ins to keyuan_app;
grant select on keyuan.timeline_road, keyuan.costs_counted to keyuan_app;
alter table keyuan.road_marks enable row level security;
create policy by_store on keyuan.road_marks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.purchase_needs enable row level security;
create policy by_store on keyuan.purchase_needs to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.presentations enable row level security;
create policy by_store on keyuan.presentations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.trade_ins enable row level security;
create policy by_store on keyuan.trade_ins to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.activity_costs enable row level security;
create policy by_store on keyuan.activity_costs to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.enquiries enable row level security;
create policy by_store on keyuan.enquiries to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
