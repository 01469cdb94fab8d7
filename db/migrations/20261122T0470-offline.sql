-- What the phones on the floor keep, and what they bring that could not be taken over as it was.
set local citus.multi_shard_modify_mode = 'sequential';

-- A person's open work and a stamp of each card that changes with the card, its customer or its
-- promise: a phone holding the same stamps is up to date. Published for src/modules/offline.
create view keyuan.device_cards with (security_invoker = true) as
select o.store_id, o.owner_id, o.customer_id, o.id as opportunity_id,
       left(md5(concat_ws('.', o.id, o.version, c.version, f.id, f.version, f.due_on, f.is_frozen)), 12) as stamp
  from keyuan.opportunities o
  join keyuan.customers c on c.store_id = o.store_id and c.id = o.customer_id
  left join keyuan.follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id
       and f.state = 'open' and f.withdrawn_at is null
 where o.state in ('active', 'suspended', 'loss_proposed', 'signed') and o.withdrawn_at is null
   and c.withdrawn_at is null;
grant select on keyuan.device_cards to keyuan_app;

-- A field edit whose field had changed meanwhile, or a card for a customer who was taken: the
-- record stands, what the person entered is kept here and shown with the customer.
-- content_sealed: field, value seen, value entered, value that stands; by the customer's key.
create table keyuan.kept_entries (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  opportunity_id uuid,
  kind text not null check (kind in ('edit', 'card')),
  person_id uuid not null,
  other_id uuid,
  entered_at timestamptz not null,
  recorded_at timestamptz not null,
  content_sealed bytea,
  primary key (store_id, id)
);
select keyuan.place('kept_entries', 'by store');
alter table keyuan.kept_entries add constraint kept_entries_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
-- With their customer, newest first.
create index kept_entries_of on keyuan.kept_entries (store_id, customer_id, recorded_at desc, id);
alter table keyuan.kept_entries enable row level security;
create policy by_store on keyuan.kept_entries to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.kept_entries to keyuan_app;
