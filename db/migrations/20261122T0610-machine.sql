-- The machine of a card: stages and approvals as data, shares in the history, amount, origin, archive.
set local citus.multi_shard_modify_mode = 'sequential';

-- Stages are the group's or the store's own percentages; 90 and 100 stay the order's.
alter table keyuan.opportunities drop constraint opportunities_stage_check;
alter table keyuan.opportunities add constraint opportunities_stage check (stage between 1 and 100);

-- What the deal may be worth: typed, or quantity times the guide price when the card was last changed.
alter table keyuan.opportunities add column expected_amount_fen bigint not null default 0;
alter table keyuan.opportunities add column is_amount_typed boolean not null default false;
-- How the card came; origin_option_id names the campaign.
alter table keyuan.opportunities add column origin text not null default 'typed';
alter table keyuan.opportunities add constraint opportunities_origin
  check (origin in ('visit', 'lead', 'referral', 'campaign', 'typed', 'import'));
alter table keyuan.opportunities add column origin_option_id uuid;
-- Closed, then archived, then purged; the counted row stays.
alter table keyuan.opportunities add column archived_at timestamptz;
alter table keyuan.opportunities add column archived_by uuid;
alter table keyuan.opportunities add column purged_at timestamptz;
alter table keyuan.opportunities add column purged_by uuid;
alter table keyuan.opportunities add constraint opportunities_closed_first
  check (archived_at is null or closed_on is not null);
alter table keyuan.opportunities add constraint opportunities_archived_first
  check (purged_at is null or archived_at is not null);
update keyuan.opportunities set origin = 'visit' where opened_visit_id is not null;
update keyuan.opportunities o set origin = 'lead'
  from keyuan.leads l
 where l.store_id = o.store_id and l.opportunity_id = o.id and o.opened_visit_id is null;
update keyuan.opportunities set origin = 'import' where origin = 'typed' and operation_id is not null;
update keyuan.opportunities o set expected_amount_fen = o.quantity * m.guide_price_fen
  from keyuan.models m, keyuan.stores s
 where s.id = o.store_id and m.group_id = s.group_id and m.id = o.model_id and m.guide_price_fen is not null;

-- The open cards by what they may be worth.
create index opportunities_by_amount on keyuan.opportunities (store_id, expected_amount_fen desc, id)
  where state in ('active', 'suspended', 'loss_proposed', 'signed') and withdrawn_at is null;
-- What waits to be archived, and the archive, newest first.
create index opportunities_to_archive on keyuan.opportunities (store_id, closed_on desc, id)
  where closed_on is not null and archived_at is null and withdrawn_at is null;
create index opportunities_archived on keyuan.opportunities (store_id, closed_on desc, id)
  where archived_at is not null and withdrawn_at is null;

alter table keyuan.opportunity_changes drop constraint opportunity_changes_field_check;
alter table keyuan.opportunity_changes add constraint opportunity_changes_field check (field in
  ('state', 'stage', 'level', 'owner', 'expected_on', 'due_on', 'shares', 'expected_amount', 'origin'));

-- Shares go with a hand-over and can be taken back with it: rows with an id, withdrawn, never deleted.
-- customer_id: whoever shares a card sees its customer.
alter table keyuan.opportunity_shares add column id uuid;
alter table keyuan.opportunity_shares add column customer_id uuid;
alter table keyuan.opportunity_shares add column withdrawn_at timestamptz;
alter table keyuan.opportunity_shares add column version int not null default 1;
update keyuan.opportunity_shares s
   set id = md5(s.opportunity_id::text || s.person_id::text)::uuid, customer_id = o.customer_id
  from keyuan.opportunities o
 where o.store_id = s.store_id and o.id = s.opportunity_id;
alter table keyuan.opportunity_shares alter column id set not null;
alter table keyuan.opportunity_shares alter column customer_id set not null;
alter table keyuan.opportunity_shares drop constraint opportunity_shares_pkey;
alter table keyuan.opportunity_shares add primary key (store_id, id);
create unique index opportunity_shares_one on keyuan.opportunity_shares (store_id, opportunity_id, person_id)
  where withdrawn_at is null;
drop index keyuan.opportunity_shares_by_person;
-- What somebody may see besides their own.
create index opportunity_shares_of_person on keyuan.opportunity_shares
  (store_id, person_id, customer_id, opportunity_id) where withdrawn_at is null;
create index opportunity_shares_of_customer on keyuan.opportunity_shares (store_id, customer_id);

-- A step that somebody asked for and others decide; with what the step needs: the stage, the day of
-- waking, the summary.
create table keyuan.opportunity_approvals (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  step text not null check (step in ('suspend', 'activate', 'terminate', 'stage')),
  to_stage int,
  wake_up_on date,
  summary text,
  reason text not null,
  approvers text[] not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn', 'lapsed')),
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('opportunity_approvals', 'by store');
alter table keyuan.opportunity_approvals add constraint opportunity_approvals_opportunity
  foreign key (store_id, opportunity_id) references keyuan.opportunities (store_id, id);
-- One question at a time per card and step.
create unique index opportunity_approvals_one_open on keyuan.opportunity_approvals (store_id, opportunity_id, step)
  where state = 'open' and withdrawn_at is null;
-- What waits for a decision, the oldest first; what was decided, newest first; one card's.
create index opportunity_approvals_waiting on keyuan.opportunity_approvals (store_id, asked_at, id)
  where state = 'open' and withdrawn_at is null;
create index opportunity_approvals_recent on keyuan.opportunity_approvals (store_id, asked_at desc, id desc);
create index opportunity_approvals_of on keyuan.opportunity_approvals (store_id, opportunity_id, asked_at);
create index opportunity_approvals_of_customer on keyuan.opportunity_approvals (store_id, customer_id);

-- That a card was purged stays known whatever is taken back around it.
create table keyuan.card_purges (
  store_id int not null,
  opportunity_id uuid not null,
  purged_at timestamptz not null,
  purged_by uuid,
  reason text not null,
  primary key (store_id, opportunity_id)
);
select keyuan.place('card_purges', 'by store');

-- How the machine is set: every saving is a row, the last one holds. of_store: 0 the group's own;
-- no rules: a store went back to the group's.
create table keyuan.machine_rules (
  group_id int not null,
  of_store int not null default 0,
  number int not null,
  rules jsonb,
  reason text not null default '',
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (group_id, of_store, number)
);
select keyuan.place('machine_rules', 'everywhere');

-- What waits for a decision, as the inbox reads it.
create view keyuan.approvals_open with (security_invoker = true) as
  select store_id, id, opportunity_id, customer_id, asked_by
    from keyuan.opportunity_approvals where state = 'open' and withdrawn_at is null;

grant select, insert, update on keyuan.opportunity_approvals, keyuan.card_purges to keyuan_app;
grant select, insert on keyuan.machine_rules to keyuan_app;
grant select on keyuan.approvals_open to keyuan_app;
alter table keyuan.opportunity_approvals enable row level security;
create policy by_store on keyuan.opportunity_approvals to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.card_purges enable row level security;
create policy by_store on keyuan.card_purges to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Shares, amounts and origins are told by the card's own screen of changes.
create or replace view keyuan.timeline_opportunities with (security_invoker = true) as
  select t.store_id, t.customer_id, t.id, t.at, 'contact'::text as kind, t.person_id as actor_id,
         jsonb_build_object('method', t.method, 'isReached', t.is_reached, 'isExtra', t.is_extra,
                            'result', t.result, 'note', t.note,
                            'isTakenBack', t.withdrawn_at is not null) as data
    from keyuan.contacts t
   where (t.withdrawn_at is null or t.operation_id is null) and t.visit_id is null
  union all
  select o.store_id, o.customer_id, h.id, h.recorded_at, 'change', h.actor_id,
         jsonb_build_object('field', h.field, 'from', h.from_value, 'to', h.to_value,
                            'reason', h.reason, 'effectiveOn', h.effective_on)
    from keyuan.opportunities o
    join keyuan.opportunity_changes h on h.store_id = o.store_id and h.opportunity_id = o.id
   where o.withdrawn_at is null and h.withdrawn_at is null
     and h.field in ('state', 'stage', 'level', 'owner', 'expected_on', 'due_on');
