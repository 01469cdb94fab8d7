-- Who will come when: appointments beside the promise, never instead of it.
set local citus.multi_shard_modify_mode = 'sequential';

-- day is the business day of starts_at in the store's zone; previous_id is the appointment this one
-- was moved from; ignored_visit_id is a visit somebody said was not this appointment.
create table keyuan.appointments (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid,
  person_id uuid not null,
  day date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  purpose text not null check (purpose in ('visit', 'test_drive', 'negotiation', 'delivery', 'other')),
  note text not null default '',
  state text not null default 'planned'
    check (state in ('planned', 'shown', 'no_show', 'rescheduled', 'cancelled')),
  reason text not null default '',
  previous_id uuid,
  visit_id uuid,
  ignored_visit_id uuid,
  shown_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  reminded_at timestamptz,
  made_at timestamptz not null,
  made_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id),
  check (ends_at > starts_at)
);
select keyuan.place('appointments', 'by store');
-- The calendar: everybody's days, in order.
create index appointments_by_start on keyuan.appointments (store_id, starts_at, id)
  where withdrawn_at is null;
-- One consultant's calendar, and what overlaps in it.
create index appointments_by_person on keyuan.appointments (store_id, person_id, starts_at)
  where withdrawn_at is null;
-- A customer's appointments, newest first; what a visit of theirs shows.
create index appointments_by_customer on keyuan.appointments (store_id, customer_id, starts_at desc)
  where withdrawn_at is null;
-- What a hand-over of the card moves.
create index appointments_by_card on keyuan.appointments (store_id, opportunity_id)
  where opportunity_id is not null and state = 'planned' and withdrawn_at is null;
-- What the clock looks at: reminders and no-shows; holds the plans only.
create index appointments_planned on keyuan.appointments (store_id, starts_at)
  where state = 'planned' and withdrawn_at is null;
-- The appointment that followed, for undoing a move; one at most.
create unique index appointments_one_next on keyuan.appointments (store_id, previous_id)
  where previous_id is not null and withdrawn_at is null;
-- What a visit showed, when the visit is corrected or withdrawn.
create index appointments_by_visit on keyuan.appointments (store_id, visit_id) where visit_id is not null;
grant select, insert, update, delete on keyuan.appointments to keyuan_app;
alter table keyuan.appointments enable row level security;
create policy by_store on keyuan.appointments to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- For the modules above.
create view keyuan.appointment_list with (security_invoker = true) as
  select store_id, id, customer_id, opportunity_id, person_id, day, starts_at, ends_at, purpose, state,
         previous_id, visit_id, shown_at, made_at
    from keyuan.appointments where withdrawn_at is null;
grant select on keyuan.appointment_list to keyuan_app;
