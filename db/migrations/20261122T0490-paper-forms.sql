-- What the paper forms read of the door and of contacts, and the manager's note on a day.
set local citus.multi_shard_modify_mode = 'sequential';

-- The register as people read it: open visits included, numbers of the door are door_visits.
create view keyuan.register_lines with (security_invoker = true) as
  select store_id, id, business_day, channel, party_size, sex, arrived_at, left_at, received_by,
         outcome, customer_id, opportunity_id, series_id, series_text, source_id, source_text, level, note
    from keyuan.visits
   where withdrawn_at is null;
grant select on keyuan.register_lines to keyuan_app;

-- Contacts with the card they were made for, as it is now.
create view keyuan.contact_lines with (security_invoker = true) as
  select c.store_id, c.id, c.customer_id, c.opportunity_id, c.person_id, c.at, c.on_day, c.method,
         c.is_reached, c.result, c.note, c.level_before, c.level_after, c.is_extra, c.visit_id,
         f.purpose, o.series_id, o.series_text, o.source_id, o.source_text, o.level, o.opened_on,
         o.state as card_state
    from keyuan.contacts c
    left join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
    left join keyuan.follow_ups f on f.store_id = c.store_id and f.id = c.follow_up_id
   where c.withdrawn_at is null;
grant select on keyuan.contact_lines to keyuan_app;

-- Cards with their open promise, for the tracking sheet and the customer's card.
create view keyuan.card_lines with (security_invoker = true) as
  select o.store_id, o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on,
         o.series_id, o.series_text, o.source_id, o.source_text, o.quantity, o.note, o.opened_on,
         o.last_contact_on, o.closed_on, o.closed_reason, f.due_on
    from keyuan.opportunities o
    left join keyuan.follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id
                                 and f.state = 'open' and f.withdrawn_at is null
   where o.withdrawn_at is null;
grant select on keyuan.card_lines to keyuan_app;

-- The manager's note beneath a consultant's daily report.
create table keyuan.day_notes (
  store_id int not null,
  day date not null,
  person_id uuid not null,
  note text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  version int not null default 1,
  primary key (store_id, day, person_id)
);
select keyuan.place('day_notes', 'by store');
grant select, insert, update on keyuan.day_notes to keyuan_app;
alter table keyuan.day_notes enable row level security;
create policy by_store on keyuan.day_notes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
