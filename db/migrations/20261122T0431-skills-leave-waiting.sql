-- The rotation with skills, leave and a log; visitors who wait; whom a visitor asked for.
set local citus.multi_shard_modify_mode = 'sequential';

-- What a person can take; an empty list means everything (languages: Mandarin is always there).
create table keyuan.rotation_skills (
  store_id int not null,
  person_id uuid not null,
  series_ids uuid[] not null default '{}',
  languages text[] not null default '{}',
  visitor_kinds text[] not null default '{}',
  changed_at timestamptz not null,
  changed_by uuid,
  version int not null default 1,
  primary key (store_id, person_id)
);
select keyuan.place('rotation_skills', 'by store');
grant select, insert, update, delete on keyuan.rotation_skills to keyuan_app;
alter table keyuan.rotation_skills enable row level security;
create policy by_store on keyuan.rotation_skills to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Days off: asked for by the person, decided by the manager; the manager's own entries are approved.
create table keyuan.staff_leaves (
  store_id int not null,
  id uuid not null,
  person_id uuid not null,
  from_day date not null,
  to_day date not null,
  part text not null check (part in ('all', 'morning', 'afternoon')),
  kind text not null check (kind in ('rest', 'leave', 'training', 'business', 'other')),
  note text not null default '',
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text not null default '',
  version int not null default 1,
  primary key (store_id, id),
  check (to_day >= from_day)
);
select keyuan.place('staff_leaves', 'by store');
-- Who is away on a day or in a period.
create index staff_leaves_by_day on keyuan.staff_leaves (store_id, to_day, from_day)
  where state in ('asked', 'approved');
grant select, insert, update, delete on keyuan.staff_leaves to keyuan_app;
alter table keyuan.staff_leaves enable row level security;
create policy by_store on keyuan.staff_leaves to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
create view keyuan.leave_list with (security_invoker = true) as
  select store_id, id, person_id, from_day, to_day, part, kind
    from keyuan.staff_leaves where state = 'approved';
grant select on keyuan.leave_list to keyuan_app;

-- Every change of the rotation by hand, with its reason; never edited.
create table keyuan.rotation_changes (
  store_id int not null,
  id uuid not null,
  day date not null,
  person_id uuid not null,
  what text not null check (what in ('joined', 'status', 'move')),
  from_value text,
  to_value text,
  reason text,
  at timestamptz not null,
  by_person uuid,
  primary key (store_id, id)
);
select keyuan.place('rotation_changes', 'by store');
create index rotation_changes_of_day on keyuan.rotation_changes (store_id, day, at desc, id);
grant select, insert on keyuan.rotation_changes to keyuan_app;
alter table keyuan.rotation_changes enable row level security;
create policy by_store on keyuan.rotation_changes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- A visitor who waits until somebody is free, and what they asked for.
alter table keyuan.visits add column waiting_since timestamptz;
alter table keyuan.visits add column language text;
alter table keyuan.visits add column visitor_kind text;
-- The waiting list in its order; holds those who wait only.
create index visits_waiting on keyuan.visits (store_id, waiting_since, id)
  where outcome = 'open' and received_by is null and waiting_since is not null and withdrawn_at is null;

-- Asked for by the visitor: the place in the rotation is kept. why: why it was this person's turn.
alter table keyuan.visit_assignments drop constraint visit_assignments_how_check;
alter table keyuan.visit_assignments add constraint visit_assignments_how_check
  check (how in ('turn', 'own', 'chosen', 'asked', 'none'));
alter table keyuan.visit_assignments add column why text;
-- The day's hand-overs, for the log of the rotation.
create index visit_assignments_by_day on keyuan.visit_assignments (store_id, day, assigned_at desc);

-- Why a party was no prospect is a word of the store's dictionary now.
alter table keyuan.visits drop constraint visits_not_prospect_kind;
