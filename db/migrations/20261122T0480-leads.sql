-- Leads: an interest that came from outside the showroom and has not become a card yet.
set local citus.multi_shard_modify_mode = 'sequential';

-- A lead is about a customer record, which holds the name, the sealed numbers and the search keys.
create table keyuan.leads (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  origin text not null check (origin in
    ('web', 'outdoor', 'referral', 'showroom', 'offline', 'head_office')),
  source_id uuid,
  series_id uuid,
  note text not null default '',
  state text not null check (state in ('new', 'assigned', 'promoted', 'closed')),
  grade text check (grade in ('A', 'B', 'C', 'D', 'unreached', 'invalid')),
  owner_id uuid,
  received_at timestamptz not null,
  received_on date not null,
  received_by uuid,
  assigned_at timestamptz,
  first_contact_at timestamptz,
  last_contact_at timestamptz,
  attempts int not null default 0,
  times_received int not null default 1,
  opportunity_id uuid,
  ended_at timestamptz,
  ended_on date,
  ended_reason text,
  told_without_owner_at timestamptz,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('leads', 'by store');
alter table keyuan.leads add constraint leads_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
-- A customer has one open lead; another interest of theirs is a step of it.
create unique index leads_one_open on keyuan.leads (store_id, customer_id)
  where state in ('new', 'assigned') and withdrawn_at is null;
create index leads_of_customer on keyuan.leads (store_id, customer_id, received_at desc);
-- The list of a store, newest first, and what is open of one person or of nobody yet.
create index leads_by_time on keyuan.leads (store_id, received_at desc, id desc) where withdrawn_at is null;
create index leads_open on keyuan.leads (store_id, owner_id, received_at desc, id desc)
  where state in ('new', 'assigned') and withdrawn_at is null;
create index leads_ended on keyuan.leads (store_id, ended_on) where ended_on is not null and withdrawn_at is null;

-- The life of a lead, step by step: got, assigned, contacted, graded, promoted, closed, reopened.
create table keyuan.lead_steps (
  store_id int not null,
  id uuid not null,
  lead_id uuid not null,
  customer_id uuid not null,
  step text not null check (step in
    ('received', 'assigned', 'contacted', 'promoted', 'closed', 'reopened')),
  at timestamptz not null,
  on_day date not null,
  actor_id uuid,
  from_value text,
  to_value text,
  note text not null default '',
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('lead_steps', 'by store');
alter table keyuan.lead_steps add constraint lead_steps_lead
  foreign key (store_id, lead_id) references keyuan.leads (store_id, id);
create index lead_steps_of on keyuan.lead_steps (store_id, lead_id, at, id);
create index lead_steps_of_customer on keyuan.lead_steps (store_id, customer_id, at desc, id);
-- Who was given a lead last, for the turn.
create index lead_steps_turn on keyuan.lead_steps (store_id, to_value, at desc) where step = 'assigned';

-- The life of a lead in the one timeline of its customer.
create view keyuan.timeline_leads with (security_invoker = true) as
  select s.store_id, s.customer_id, s.id, s.at, 'lead'::text as kind, s.actor_id,
         jsonb_build_object('step', s.step, 'from', s.from_value, 'to', s.to_value, 'note', s.note) as data
    from keyuan.lead_steps s where s.withdrawn_at is null;

-- Leads for the numbers of the open base.
create view keyuan.leads_counted with (security_invoker = true) as
  select store_id, id, customer_id, origin, source_id, series_id, state, grade, owner_id,
         received_at, received_on, ended_at, ended_on
    from keyuan.leads where withdrawn_at is null;

grant select, insert, update on keyuan.leads, keyuan.lead_steps to keyuan_app;
grant select on keyuan.timeline_leads, keyuan.leads_counted to keyuan_app;
alter table keyuan.leads enable row level security;
create policy by_store on keyuan.leads to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.lead_steps enable row level security;
create policy by_store on keyuan.lead_steps to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
