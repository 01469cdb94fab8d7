-- Tasks beside the promise, the inbox of each person, mails to be sent, calendars subscribed to.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.tasks (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('call', 'send', 'propose', 'other')),
  person_id uuid not null,
  on_day date not null,
  at_time text check (at_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  note text not null default '',
  contact_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('tasks', 'by store');
-- A person's open tasks by day, and those done on a day.
create index tasks_open on keyuan.tasks (store_id, person_id, on_day, id)
  where done_at is null and withdrawn_at is null;
create index tasks_done on keyuan.tasks (store_id, person_id, done_at)
  where done_at is not null and withdrawn_at is null;
-- A customer's tasks, newest first; a branch of the timeline too.
create index tasks_of on keyuan.tasks (store_id, customer_id, created_at desc, id desc)
  where withdrawn_at is null;
-- What the clock looks at.
create index tasks_due on keyuan.tasks (store_id, on_day) where done_at is null and withdrawn_at is null;

-- key: what it is about, once per person; subject_id: the record that settles it.
create table keyuan.reminders (
  store_id int not null,
  id uuid not null,
  person_id uuid not null,
  key text not null,
  kind text not null,
  customer_id uuid,
  subject_id uuid,
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('reminders', 'by store');
-- At least once becomes once: one reminder per person and key.
create unique index reminders_once on keyuan.reminders (store_id, person_id, key);
-- The inbox, newest first, and the count on the bell.
create index reminders_inbox on keyuan.reminders (store_id, person_id, at desc, id desc);
create index reminders_unread on keyuan.reminders (store_id, person_id) where read_at is null;
-- Whether something was told to anybody, and what was settled meanwhile.
create index reminders_by_key on keyuan.reminders (store_id, key);
create index reminders_by_customer on keyuan.reminders (store_id, customer_id) where customer_id is not null;

-- How a person wants to be told; mailed_on: the last day the mail of the morning was made for.
create table keyuan.reminder_choices (
  store_id int not null,
  person_id uuid not null,
  mail text not null default 'none' check (mail in ('none', 'each', 'daily')),
  mailed_on date,
  primary key (store_id, person_id)
);
select keyuan.place('reminder_choices', 'by store');

-- A mail to be sent once: the reminder it tells, or none for the mail of the morning.
create table keyuan.mails (
  store_id int not null,
  id uuid not null,
  person_id uuid not null,
  key text not null,
  reminder_id uuid,
  created_at timestamptz not null,
  next_at timestamptz not null,
  attempts int not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  last_error text,
  primary key (store_id, id)
);
select keyuan.place('mails', 'by store');
create unique index mails_once on keyuan.mails (store_id, person_id, key);
-- What is still to be sent.
create index mails_open on keyuan.mails (store_id, next_at) where sent_at is null and given_up_at is null;

-- Local: a calendar address is a secret; only its hash is kept.
create table keyuan.calendar_feeds (
  token_hash bytea primary key,
  group_id int not null,
  person_id uuid not null unique,
  store_id int not null,
  names text not null check (names in ('full', 'initials')),
  created_at timestamptz not null
);

grant select, insert, update, delete on keyuan.tasks, keyuan.reminders, keyuan.reminder_choices,
  keyuan.mails, keyuan.calendar_feeds to keyuan_app;
alter table keyuan.tasks enable row level security;
create policy by_store on keyuan.tasks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.reminders enable row level security;
create policy by_store on keyuan.reminders to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.reminder_choices enable row level security;
create policy by_store on keyuan.reminder_choices to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.mails enable row level security;
create policy by_store on keyuan.mails to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Open promises as reminders and calendars read them; published by opportunities.
create view keyuan.due_promises with (security_invoker = true) as
  select f.store_id, f.id, f.opportunity_id, o.customer_id, f.owner_id as person_id, f.due_on,
         f.is_frozen, o.level, o.state, f.made_at
    from keyuan.follow_ups f
    join keyuan.opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
   where f.state = 'open' and f.withdrawn_at is null and o.withdrawn_at is null;

-- A task is told when it is given and when it is done.
create view keyuan.timeline_reminders with (security_invoker = true) as
  select t.store_id, t.customer_id, t.id, t.created_at as at, 'task'::text as kind,
         t.created_by as actor_id,
         jsonb_build_object('taskKind', t.kind, 'note', t.note, 'dueOn', t.on_day,
                            'personId', t.person_id, 'state', 'open') as data
    from keyuan.tasks t
   where t.withdrawn_at is null and t.done_at is null
  union all
  select t.store_id, t.customer_id, t.id, t.done_at, 'task', t.done_by,
         jsonb_build_object('taskKind', t.kind, 'note', t.note, 'state', 'done')
    from keyuan.tasks t
   where t.withdrawn_at is null and t.done_at is not null;
grant select on keyuan.due_promises, keyuan.timeline_reminders to keyuan_app;
