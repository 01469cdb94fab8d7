-- Forms a store puts on other sites, and what was typed into them.
set local citus.multi_shard_modify_mode = 'sequential';

-- definition: fields, series offered, words; consent_version rises with each change of the text.
create table keyuan.lead_forms (
  store_id int not null,
  id uuid not null,
  name text not null,
  title text not null,
  definition jsonb not null,
  source_id uuid,
  consent_text text not null,
  consent_version int not null default 1,
  is_open boolean not null default true,
  made_at timestamptz not null,
  made_by uuid,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('lead_forms', 'by store');

-- What was sent: taken as a lead, or kept as invalid with what it said sealed, for 30 days.
create table keyuan.lead_form_entries (
  store_id int not null,
  id uuid not null,
  form_id uuid not null,
  at timestamptz not null,
  verdict text not null check (verdict in ('taken', 'invalid', 'rescued', 'discarded')),
  why text,
  lead_id uuid,
  consent_version int,
  sealed bytea,
  decided_by uuid,
  decided_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('lead_form_entries', 'by store');
alter table keyuan.lead_form_entries add constraint lead_form_entries_form
  foreign key (store_id, form_id) references keyuan.lead_forms (store_id, id);
-- The bin, newest first, and how much each form brought.
create index lead_form_entries_bin on keyuan.lead_form_entries (store_id, at desc, id) where verdict = 'invalid';
create index lead_form_entries_of on keyuan.lead_form_entries (store_id, form_id, verdict);
create index lead_form_entries_lead on keyuan.lead_form_entries (store_id, lead_id) where lead_id is not null;
-- What is emptied after 30 days.
create index lead_form_entries_kept on keyuan.lead_form_entries (store_id, at) where sealed is not null;

-- The consent text as it was, each version once: what a person agreed to stays readable.
create table keyuan.lead_form_texts (
  store_id int not null,
  form_id uuid not null,
  version int not null,
  text text not null,
  at timestamptz not null,
  primary key (store_id, form_id, version)
);
select keyuan.place('lead_form_texts', 'by store');
alter table keyuan.lead_form_texts add constraint lead_form_texts_form
  foreign key (store_id, form_id) references keyuan.lead_forms (store_id, id);

grant select, insert, update on keyuan.lead_forms, keyuan.lead_form_entries, keyuan.lead_form_texts to keyuan_app;
alter table keyuan.lead_forms enable row level security;
create policy by_store on keyuan.lead_forms to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.lead_form_entries enable row level security;
create policy by_store on keyuan.lead_form_entries to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.lead_form_texts enable row level security;
create policy by_store on keyuan.lead_form_texts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
