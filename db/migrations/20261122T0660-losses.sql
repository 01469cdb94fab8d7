-- Losses verified: why and to whom by dictionary, care's calls, what they found, the papers.
set local citus.multi_shard_modify_mode = 'sequential';

-- The words stay beside the option: a rival or reason that is in no dictionary is not lost.
alter table keyuan.opportunities add column loss_reason_id uuid;
alter table keyuan.opportunities add column competitor_id uuid;
alter table keyuan.opportunities add column loss_proposed_at timestamptz;
update keyuan.opportunities o set loss_proposed_at =
  (select max(c.recorded_at) from keyuan.opportunity_changes c
    where c.store_id = o.store_id and c.opportunity_id = o.id and c.field = 'state'
      and c.to_value = 'loss_proposed' and c.withdrawn_at is null)
 where o.state in ('loss_proposed', 'lost');
-- The queue of proposed losses, the longest waiting first.
create index opportunities_loss_proposed on keyuan.opportunities (store_id, loss_proposed_at, id)
  where state = 'loss_proposed' and withdrawn_at is null;
-- Losses confirmed, newest first: their list, and who is won back.
create index opportunities_lost on keyuan.opportunities (store_id, closed_on desc, id desc)
  where state = 'lost' and withdrawn_at is null;

-- One row per proposal that was called: how many tries count, and what they found.
create table keyuan.loss_checks (
  store_id int not null,
  opportunity_id uuid not null,
  proposed_at timestamptz not null,
  customer_id uuid not null,
  tries int not null default 0,
  next_try_on date,
  result text check (result in ('true_loss', 'not_lost', 'unreached')),
  found_at timestamptz,
  found_by uuid,
  told_late_at timestamptz,
  papers_at timestamptz,
  papers_by uuid,
  papers_place text not null default '',
  version int not null default 1,
  primary key (store_id, opportunity_id, proposed_at)
);
select keyuan.place('loss_checks', 'by store');
create index loss_checks_of_customer on keyuan.loss_checks (store_id, customer_id);

create table keyuan.loss_calls (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  proposed_at timestamptz not null,
  at timestamptz not null,
  on_day date not null,
  person_id uuid not null,
  outcome text not null check (outcome in ('true_loss', 'not_lost', 'unreached')),
  is_counted boolean not null default true,
  note text not null default '',
  primary key (store_id, id)
);
select keyuan.place('loss_calls', 'by store');
create index loss_calls_of on keyuan.loss_calls (store_id, opportunity_id, at);
create index loss_calls_of_customer on keyuan.loss_calls (store_id, customer_id, at desc);
create index loss_calls_by_day on keyuan.loss_calls (store_id, on_day, person_id);

-- Lost customers brought up again: what somebody decided, so that they are not asked twice.
create table keyuan.win_backs (
  store_id int not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  decision text not null check (decision in ('reopened', 'dismissed')),
  why text not null default '',
  new_opportunity_id uuid,
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (store_id, opportunity_id)
);
select keyuan.place('win_backs', 'by store');
create index win_backs_of_customer on keyuan.win_backs (store_id, customer_id);

-- What care found about each proposed loss, for the numbers.
create view keyuan.losses_verified with (security_invoker = true) as
  select store_id, opportunity_id, proposed_at, result from keyuan.loss_checks where result is not null;

create view keyuan.timeline_losses with (security_invoker = true) as
  select c.store_id, c.customer_id, c.id, c.at, 'loss_call'::text as kind, c.person_id as actor_id,
         jsonb_build_object('outcome', c.outcome, 'note', c.note, 'opportunityId', c.opportunity_id) as data
    from keyuan.loss_calls c;

grant select, insert, update on keyuan.loss_checks, keyuan.loss_calls, keyuan.win_backs to keyuan_app;
grant select on keyuan.losses_verified, keyuan.timeline_losses to keyuan_app;
alter table keyuan.loss_checks enable row level security;
create policy by_store on keyuan.loss_checks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.loss_calls enable row level security;
create policy by_store on keyuan.loss_calls to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.win_backs enable row level security;
create policy by_store on keyuan.win_backs to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
