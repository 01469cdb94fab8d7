-- Consent, requests that reach every store of a group, erasures with their proof, retention.
set local citus.multi_shard_modify_mode = 'sequential';

-- Each consent given and each taken back, with its source; customers.consent_* is the present state.
create table keyuan.consents (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  is_given boolean not null,
  purposes text[] not null default '{}',
  source text not null,
  note text not null default '',
  at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (store_id, id)
);
select keyuan.place('consents', 'by store');
alter table keyuan.consents add constraint consents_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
create index consents_of on keyuan.consents (store_id, customer_id, at desc, id desc);

-- What the person asked: not to be contacted on some ways, or to be erased; and where it came from.
create table keyuan.privacy_requests (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('do_not_contact', 'access', 'erasure')),
  channels text[] not null default '{}',
  reason text not null default '',
  is_from_elsewhere boolean not null default false,
  asked_at timestamptz not null,
  recorded_by uuid,
  done_at timestamptz,
  proof jsonb,
  primary key (store_id, id)
);
select keyuan.place('privacy_requests', 'by store');
create index privacy_requests_of on keyuan.privacy_requests (store_id, customer_id, asked_at desc, id desc);
create index privacy_requests_by_time on keyuan.privacy_requests (store_id, kind, asked_at desc, id desc);

-- Who looked at full numbers, newest first.
create index audit_entries_reveals on keyuan.audit_entries (store_id, at desc, id desc)
  where action in ('phone.revealed', 'id_number.revealed');

-- A customer who is erased is asked for by nobody; those past their time are found here.
create index customers_by_age on keyuan.customers (store_id, created_at)
  where erased_at is null and withdrawn_at is null and not is_owner;

-- Updated by a merge only, which names the customer that stays.
grant select, insert, update on keyuan.consents to keyuan_app;
grant select, insert, update on keyuan.privacy_requests to keyuan_app;
alter table keyuan.consents enable row level security;
create policy by_store on keyuan.consents to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.privacy_requests enable row level security;
create policy by_store on keyuan.privacy_requests to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));

-- Tells the other stores of a group that hold a number what the person asked, as an event in each;
-- the asking store learns only how many there are.
create function keyuan.tell_holders(in_group int, hash bytea, here int, event_type text, event_data jsonb, asked timestamptz)
  returns int language plpgsql security definer set search_path = keyuan as
$$
declare
  holder record;
  told int := 0;
begin
  for holder in select store_id, customer_id from keyuan.phone_owners
                 where phone_hash = hash and group_id = in_group and store_id <> here
  loop
    insert into keyuan.events (store_id, id, at, type, record_id, data)
    values (holder.store_id, gen_random_uuid(), asked, event_type, holder.customer_id, event_data);
    told := told + 1;
  end loop;
  return told;
end $$;
revoke all on function keyuan.tell_holders from public;
grant execute on function keyuan.tell_holders to keyuan_app;

-- Consents and requests in the one timeline of their customer.
create view keyuan.timeline_privacy with (security_invoker = true) as
  select c.store_id, c.customer_id, c.id, c.at, 'consent'::text as kind, c.recorded_by as actor_id,
         jsonb_build_object('isGiven', c.is_given, 'source', c.source, 'note', c.note) as data
    from keyuan.consents c
  union all
  select r.store_id, r.customer_id, r.id, r.asked_at, 'consent', r.recorded_by,
         jsonb_build_object('request', r.kind, 'channels', to_jsonb(r.channels), 'note', r.reason,
                            'isFromElsewhere', r.is_from_elsewhere)
    from keyuan.privacy_requests r;
grant select on keyuan.timeline_privacy to keyuan_app;
