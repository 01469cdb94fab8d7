-- Cards: opportunities, their promises (follow-ups), contacts and history.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.opportunities (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  owner_id uuid not null,
  state text not null check (state in
    ('active', 'suspended', 'loss_proposed', 'signed', 'delivered', 'lost', 'terminated')),
  level text not null check (level in ('H', 'A', 'B', 'C')),
  stage int not null default 25 check (stage in (10, 25, 50, 75, 90, 100)),
  expected_on date not null,
  is_expected_estimated boolean not null default false,
  series_id uuid,
  series_text text,
  model_id uuid,
  quantity int not null default 1 check (quantity between 1 and 999),
  source_id uuid,
  source_text text,
  note text not null default '',
  opened_on date not null,
  opened_at timestamptz not null,
  opened_visit_id uuid,
  is_returning boolean not null default false,
  last_contact_on date not null,
  last_contact_at timestamptz not null,
  closed_on date,
  closed_reason text,
  competitor text,
  summary text,
  unanswered_days int not null default 0,
  import_identity text,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('opportunities', 'by store');
alter table keyuan.opportunities add constraint opportunities_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
-- One open opportunity per customer; the state list is the four that carry a promise.
create unique index opportunities_one_open on keyuan.opportunities (store_id, customer_id)
  where state in ('active', 'suspended', 'loss_proposed', 'signed') and withdrawn_at is null;
create index opportunities_by_customer on keyuan.opportunities (store_id, customer_id, opened_at desc);
-- The consultant's cards by level, and the store's by stage.
create index opportunities_by_owner on keyuan.opportunities (store_id, owner_id, level, expected_on, id)
  where state in ('active', 'suspended', 'loss_proposed', 'signed') and withdrawn_at is null;
create index opportunities_by_opening on keyuan.opportunities (store_id, opened_on desc, id)
  where withdrawn_at is null;
create index opportunities_by_stage on keyuan.opportunities (store_id, stage, expected_on, id)
  where state in ('active', 'suspended', 'loss_proposed', 'signed') and withdrawn_at is null;
-- The nightly drift of levels looks only at active cards below H.
create index opportunities_drifting on keyuan.opportunities (store_id, expected_on)
  where state = 'active' and level <> 'H' and withdrawn_at is null;

-- Every change of state, stage, level, owner, expected date: who, when, from, to, why.
create table keyuan.opportunity_changes (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  field text not null check (field in ('state', 'stage', 'level', 'owner', 'expected_on', 'due_on')),
  from_value text,
  to_value text,
  effective_on date not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  reason text,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('opportunity_changes', 'by store');
create index opportunity_changes_of on keyuan.opportunity_changes (store_id, opportunity_id, recorded_at, id);

-- The promises. The verb locks the opportunity first; the index allows at most one open one.
create table keyuan.follow_ups (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  owner_id uuid not null,
  due_on date not null,
  state text not null check (state in ('open', 'done', 'replaced', 'ended')),
  purpose text not null default 'follow-up',
  is_frozen boolean not null default false,
  made_at timestamptz not null,
  made_by uuid,
  ended_at timestamptz,
  ended_on date,
  contact_id uuid,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('follow_ups', 'by store');
alter table keyuan.follow_ups add constraint follow_ups_opportunity
  foreign key (store_id, opportunity_id) references keyuan.opportunities (store_id, id);
create unique index follow_ups_one_open on keyuan.follow_ups (store_id, opportunity_id)
  where state = 'open' and withdrawn_at is null;
create index follow_ups_of on keyuan.follow_ups (store_id, opportunity_id, made_at, id);
-- The day's list of a consultant, and of the store.
create index follow_ups_due on keyuan.follow_ups (store_id, owner_id, due_on, id)
  where state = 'open' and withdrawn_at is null;
create index follow_ups_due_store on keyuan.follow_ups (store_id, due_on, id)
  where state = 'open' and withdrawn_at is null;
-- Breaches and work done by day.
create index follow_ups_ended on keyuan.follow_ups (store_id, ended_on, owner_id)
  where state in ('done', 'replaced') and withdrawn_at is null;

-- What happened: each attempt or contact, on the customer's timeline.
create table keyuan.contacts (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid,
  person_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  method text not null check (method in ('call', 'message', 'visit', 'test_drive', 'home_visit', 'other')),
  is_reached boolean not null,
  result text not null,
  note text not null default '',
  level_before text,
  level_after text,
  follow_up_id uuid,
  visit_id uuid,
  is_extra boolean not null default false,
  recorded_at timestamptz not null,
  operation_id uuid,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('contacts', 'by store');
create index contacts_of_customer on keyuan.contacts (store_id, customer_id, at desc, id);
create index contacts_of_opportunity on keyuan.contacts (store_id, opportunity_id, at desc, id);
create index contacts_by_day on keyuan.contacts (store_id, on_day, person_id);
