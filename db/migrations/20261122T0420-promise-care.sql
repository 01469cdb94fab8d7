-- Pins, promises moved by hand, and what rose to the manager.
set local citus.multi_shard_modify_mode = 'sequential';

-- How often a promise was put off by hand, and the day it stood on before the last move (its undo).
alter table keyuan.follow_ups add column snoozes int not null default 0;
alter table keyuan.follow_ups add column moved_from date;

-- A card somebody keeps on top of their day.
create table keyuan.card_pins (
  store_id int not null,
  person_id uuid not null,
  opportunity_id uuid not null,
  pinned_at timestamptz not null,
  primary key (store_id, person_id, opportunity_id)
);
select keyuan.place('card_pins', 'by store');
grant select, insert, update, delete on keyuan.card_pins to keyuan_app;
alter table keyuan.card_pins enable row level security;
create policy by_store on keyuan.card_pins to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- What rose to the manager: overdue beyond the store's limit, or unanswered on three days.
create table keyuan.escalations (
  store_id int not null,
  id uuid not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  follow_up_id uuid not null,
  kind text not null check (kind in ('overdue', 'unanswered')),
  since date not null,
  escalated_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  outcome text check (outcome in ('kept', 'tried', 'ended', 'talked', 'met', 'handed_over', 'accepted')),
  comment text not null default '',
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('escalations', 'by store');
-- Once for each promise, however often the clock looks.
create unique index escalations_once on keyuan.escalations (store_id, follow_up_id, kind);
-- The manager's list, and a card's own.
create index escalations_open on keyuan.escalations (store_id, since, id) where settled_at is null;
create index escalations_of on keyuan.escalations (store_id, opportunity_id);
create index escalations_of_customer on keyuan.escalations (store_id, customer_id);
grant select, insert, update, delete on keyuan.escalations to keyuan_app;
alter table keyuan.escalations enable row level security;
create policy by_store on keyuan.escalations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- The moves of levels of a period.
create index opportunity_changes_levels on keyuan.opportunity_changes (store_id, effective_on, id)
  where field = 'level';

-- For the modules above.
create view keyuan.escalation_list with (security_invoker = true) as
  select e.store_id, e.id, e.opportunity_id, e.customer_id, e.kind, e.since, e.escalated_at, e.settled_at,
         o.owner_id, o.level, o.series_id, o.series_text
    from keyuan.escalations e
    join keyuan.opportunities o on o.store_id = e.store_id and o.id = e.opportunity_id
   where o.withdrawn_at is null;
grant select on keyuan.escalation_list to keyuan_app;
create view keyuan.contacts_made with (security_invoker = true) as
  select c.store_id, c.id, c.customer_id, c.opportunity_id, c.person_id, c.at, c.on_day, c.method,
         c.is_reached, c.result, c.note, c.level_before, c.level_after, c.is_extra, c.recorded_at,
         o.opened_on
    from keyuan.contacts c
    left join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
   where c.withdrawn_at is null;
grant select on keyuan.contacts_made to keyuan_app;
create view keyuan.levels_moved with (security_invoker = true) as
  select c.store_id, c.id, c.opportunity_id, c.from_value as from_level, c.to_value as to_level,
         c.effective_on, c.recorded_at, c.actor_id, c.reason, o.owner_id, o.customer_id
    from keyuan.opportunity_changes c
    join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
   where c.field = 'level' and c.from_value is not null and c.withdrawn_at is null
     and o.withdrawn_at is null;
grant select on keyuan.levels_moved to keyuan_app;
-- Open cards with what a check asks of them.
create view keyuan.cards_open with (security_invoker = true) as
  select o.store_id, o.id, o.customer_id, o.owner_id, o.state, o.level, o.expected_on, o.series_id,
         o.series_text, o.model_id, o.opened_on, o.last_contact_on, o.unanswered_days
    from keyuan.opportunities o
   where o.withdrawn_at is null and o.state in ('active', 'suspended', 'loss_proposed', 'signed');
grant select on keyuan.cards_open to keyuan_app;
