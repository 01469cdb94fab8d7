-- What is known of a customer beside name and numbers, and whom a customer is related to.
set local citus.multi_shard_modify_mode = 'sequential';

-- sealed_facts: one text (JSON) with addresses, e-mail, fax, tax number and the like, sealed with the
-- customer's own key, so that a list of them opens one value per customer.
-- sealed_fact_names: which of them are known, so that what is missing is asked without opening.
alter table keyuan.customers add column birthday date;
alter table keyuan.customers add column occupation_id uuid;
alter table keyuan.customers add column industry_id uuid;
alter table keyuan.customers add column hobby_ids uuid[] not null default '{}';
alter table keyuan.customers add column source_id uuid;
alter table keyuan.customers add column special_reason text not null default '';
alter table keyuan.customers add column preferences text not null default '';
alter table keyuan.customers add column sealed_facts bytea;
alter table keyuan.customers add column sealed_fact_names text[] not null default '{}';
alter table keyuan.customers add constraint customers_hobbies
  check (cardinality(hobby_ids) <= 3);

-- One consultant's customers, the newest first; the list of every person with the scope `own`.
create index customers_by_owner on keyuan.customers (store_id, owner_id, created_at desc, id);
-- The rare kinds by themselves: each list reads its own few rows.
create index customers_owners on keyuan.customers (store_id, created_at desc, id) where is_owner;
create index customers_special on keyuan.customers (store_id, special, created_at desc, id)
  where special is not null;
create index customers_companies on keyuan.customers (store_id, created_at desc, id)
  where kind = 'company';
create index customers_by_source on keyuan.customers (store_id, source_id, created_at desc, id)
  where source_id is not null;
create index customers_by_occupation on keyuan.customers (store_id, occupation_id, created_at desc, id)
  where occupation_id is not null;
-- The same ID number on two records is one person twice.
create index customers_by_id_number on keyuan.customers (store_id, id_number_hash)
  where id_number_hash is not null;

-- What a number is to the person: mobile, home, office, other; without one its form (`kind`) tells.
alter table keyuan.customer_phones add column place text;
alter table keyuan.customer_phones add constraint customer_phones_place
  check (place in ('mobile', 'home', 'office', 'other'));

-- Other people of a customer: another customer of the store (linked_id, shown by both), or a name and
-- a number (person_sealed, with the installation's key: the rows go with the customer's erasing).
-- role: what the other is to the customer.
create table keyuan.customer_relations (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  linked_id uuid,
  role text not null,
  person_sealed bytea,
  note text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
alter table keyuan.customer_relations add constraint customer_relations_who
  check ((linked_id is null) <> (person_sealed is null));
select keyuan.place('customer_relations', 'by store');
alter table keyuan.customer_relations add constraint customer_relations_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
alter table keyuan.customer_relations add constraint customer_relations_linked
  foreign key (store_id, linked_id) references keyuan.customers (store_id, id);
-- A customer's page shows those it names and those that name it.
create index customer_relations_by_customer on keyuan.customer_relations (store_id, customer_id);
create index customer_relations_by_linked on keyuan.customer_relations (store_id, linked_id)
  where linked_id is not null;
alter table keyuan.customer_relations enable row level security;
create policy by_store on keyuan.customer_relations to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.customer_relations to keyuan_app;

-- What a customer did not know or did not want to say, so that another thing is asked next time.
create table keyuan.customer_questions (
  store_id int not null,
  customer_id uuid not null,
  fact text not null,
  asked_at timestamptz not null,
  asked_by uuid,
  times int not null default 1,
  primary key (store_id, customer_id, fact)
);
select keyuan.place('customer_questions', 'by store');
alter table keyuan.customer_questions add constraint customer_questions_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
alter table keyuan.customer_questions enable row level security;
create policy by_store on keyuan.customer_questions to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
grant select, insert, update, delete on keyuan.customer_questions to keyuan_app;

-- A list says why a customer is marked, beside the mark.
create or replace view keyuan.customer_heads with (security_invoker = true) as
select c.store_id, c.id, c.kind, c.name, c.sex, c.sealed_key, c.owner_id, c.is_owner, c.special,
       c.do_not_contact,
       (select f.phone_sealed from keyuan.customer_phones f
         where f.store_id = c.store_id and f.customer_id = c.id and f.withdrawn_at is null
         order by f.position, f.created_at limit 1) as phone_sealed,
       c.special_reason, c.source_id
  from keyuan.customers c where c.withdrawn_at is null;

-- Where a customer came from first: the source of the first card.
update keyuan.customers c set source_id =
  (select o.source_id from keyuan.opportunities o
    where o.store_id = c.store_id and o.customer_id = c.id and o.source_id is not null
    order by o.opened_at limit 1);
