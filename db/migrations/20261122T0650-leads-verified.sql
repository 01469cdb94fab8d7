-- Leads verified by phone, routed by grade, invited and counted; their due time is the queue.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.leads drop constraint leads_state_check;
alter table keyuan.leads add constraint leads_state_check
  check (state in ('new', 'assigned', 'nurture', 'lost_pending', 'promoted', 'closed'));

-- due_at: when the lead is worth the next call; null when nobody waits for one.
alter table keyuan.leads add column due_at timestamptz;
-- By when, and after how many minutes of working hours, the first attempt was due and made.
alter table keyuan.leads add column answer_due_at timestamptz;
alter table keyuan.leads add column answer_minutes int;
alter table keyuan.leads add column told_late_at timestamptz;
-- Who called first and works the lead by phone, on which day, and what the verification brought.
alter table keyuan.leads add column caller_id uuid;
alter table keyuan.leads add column called_on date;
alter table keyuan.leads add column verified_by uuid;
alter table keyuan.leads add column verified_grade text;
alter table keyuan.leads add constraint leads_verified_grade_check
  check (verified_grade in ('A', 'B', 'C', 'D', 'unreached', 'invalid'));
alter table keyuan.leads add column unreached_tries int not null default 0;
alter table keyuan.leads add column touches int not null default 0;
-- What a loss waits for: who proposed it, and what it ends as when it is confirmed.
alter table keyuan.leads add column lost_proposed_by uuid;
alter table keyuan.leads add column lost_proposed_at timestamptz;
alter table keyuan.leads add column end_kind text;
alter table keyuan.leads add constraint leads_end_kind_check
  check (end_kind in ('lost', 'unreached', 'invalid', 'other'));
-- The way to the store: invited for when, how often missed, arrived, bought.
alter table keyuan.leads add column invited_at timestamptz;
alter table keyuan.leads add column invited_for timestamptz;
alter table keyuan.leads add column invitations int not null default 0;
alter table keyuan.leads add column no_shows int not null default 0;
alter table keyuan.leads add column arrived_at timestamptz;
alter table keyuan.leads add column arrived_on date;
alter table keyuan.leads add column arrived_visit_id uuid;
alter table keyuan.leads add column dealt_on date;
-- The number another system knows the lead by, and the form it was typed into.
alter table keyuan.leads add column external_id text;
alter table keyuan.leads add column form_id uuid;

update keyuan.leads l
   set called_on = (l.first_contact_at at time zone s.time_zone)::date,
       caller_id = l.owner_id, verified_by = l.owner_id, verified_grade = l.grade,
       unreached_tries = case when l.grade = 'unreached' then l.attempts else 0 end
  from keyuan.stores s where s.id = l.store_id and l.first_contact_at is not null;
update keyuan.leads set state = 'nurture', due_at = last_contact_at + interval '3 days'
 where state = 'assigned' and grade in ('B', 'C') and withdrawn_at is null;
update keyuan.leads set due_at = coalesce(last_contact_at + interval '1 day', received_at + interval '30 minutes')
 where state in ('new', 'assigned') and withdrawn_at is null;
update keyuan.leads set answer_due_at = received_at + interval '30 minutes';
update keyuan.leads
   set end_kind = case grade when 'D' then 'lost' when 'invalid' then 'invalid'
                             when 'unreached' then 'unreached' else 'other' end
 where state = 'closed';

-- One open lead of a customer, whichever of the four open states it is in.
drop index keyuan.leads_one_open;
create unique index leads_one_open on keyuan.leads (store_id, customer_id)
  where state in ('new', 'assigned', 'nurture', 'lost_pending') and withdrawn_at is null;
drop index keyuan.leads_open;
create index leads_open on keyuan.leads (store_id, owner_id, received_at desc, id desc)
  where state in ('new', 'assigned', 'nurture', 'lost_pending') and withdrawn_at is null;
-- The queue of the callers: what is due, by time; holds only what waits for a call.
create index leads_due on keyuan.leads (store_id, due_at, id)
  where due_at is not null and withdrawn_at is null;
-- A lead another system sends twice is one lead.
create unique index leads_external on keyuan.leads (store_id, external_id)
  where external_id is not null and withdrawn_at is null;
-- The verification table: leads by the day of their first call.
create index leads_by_call on keyuan.leads (store_id, called_on, id)
  where called_on is not null and withdrawn_at is null;
-- Sources, the team board and the speed to lead: leads by the day they came in.
create index leads_by_day on keyuan.leads (store_id, received_on, id) where withdrawn_at is null;
-- First attempts that are late and were not told.
create index leads_unanswered on keyuan.leads (store_id, answer_due_at)
  where first_contact_at is null and told_late_at is null and withdrawn_at is null;
-- What the card of a lead did: signed, lost.
create index leads_by_card on keyuan.leads (store_id, opportunity_id) where opportunity_id is not null;
-- What taking an import back finds.
create index leads_by_operation on keyuan.leads (store_id, operation_id) where operation_id is not null;

alter table keyuan.lead_steps drop constraint lead_steps_step_check;
alter table keyuan.lead_steps add constraint lead_steps_step_check check (step in
  ('received', 'assigned', 'contacted', 'promoted', 'closed', 'reopened', 'loss_proposed',
   'loss_returned', 'invited', 'no_show', 'arrived'));

-- The answers to the store's fixed questions, with the question as it was asked.
create table keyuan.lead_answers (
  store_id int not null,
  id uuid not null,
  lead_id uuid not null,
  customer_id uuid not null,
  step_id uuid not null,
  question_key text not null,
  question text not null,
  answer_key text,
  answer text not null,
  at timestamptz not null,
  actor_id uuid,
  primary key (store_id, id)
);
select keyuan.place('lead_answers', 'by store');
alter table keyuan.lead_answers add constraint lead_answers_lead
  foreign key (store_id, lead_id) references keyuan.leads (store_id, id);
create index lead_answers_of on keyuan.lead_answers (store_id, lead_id, at, id);
create index lead_answers_of_customer on keyuan.lead_answers (store_id, customer_id);

-- Appointments that came of a lead, as the lead follows them; id is the appointment's.
create table keyuan.lead_invitations (
  store_id int not null,
  id uuid not null,
  lead_id uuid not null,
  customer_id uuid not null,
  starts_at timestamptz not null,
  state text not null check (state in ('planned', 'shown', 'no_show', 'rescheduled', 'cancelled')),
  made_by uuid,
  made_at timestamptz not null,
  primary key (store_id, id)
);
select keyuan.place('lead_invitations', 'by store');
alter table keyuan.lead_invitations add constraint lead_invitations_lead
  foreign key (store_id, lead_id) references keyuan.leads (store_id, id);
create index lead_invitations_of on keyuan.lead_invitations (store_id, lead_id, starts_at);
create index lead_invitations_of_customer on keyuan.lead_invitations (store_id, customer_id);

grant select, insert, update on keyuan.lead_answers, keyuan.lead_invitations to keyuan_app;
alter table keyuan.lead_answers enable row level security;
create policy by_store on keyuan.lead_answers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.lead_invitations enable row level security;
create policy by_store on keyuan.lead_invitations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Leads for the numbers: the open base, the verification, the way from lead to deal.
drop view keyuan.leads_counted;
create view keyuan.leads_counted with (security_invoker = true) as
  select store_id, id, customer_id, origin, source_id, series_id, state, grade, owner_id,
         received_at, received_on, ended_at, ended_on, caller_id, verified_by, verified_grade, called_on,
         first_contact_at, answer_due_at, answer_minutes, invited_at, invitations, no_shows,
         arrived_at, arrived_on, opportunity_id, dealt_on, end_kind
    from keyuan.leads where withdrawn_at is null;
grant select on keyuan.leads_counted to keyuan_app;
