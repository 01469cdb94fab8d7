-- What numbers group people and purchases by beside occupation and industry: household, area and the
-- kind of purchase. Coarse and unsealed; the address itself and what was said of the family stay sealed.
set local citus.multi_shard_modify_mode = 'sequential';

-- area_code: national administrative division (GB/T 2260) of a city or a district, never anything finer.
alter table keyuan.customers add column household_id uuid;
alter table keyuan.customers add column area_code text;
alter table keyuan.customers add constraint customers_area_coarse
  check (area_code is null or area_code ~ '^[0-9]{6}$');
-- The customers' list narrowed by either, the newest first.
create index customers_by_household on keyuan.customers (store_id, household_id, created_at desc, id)
  where household_id is not null;
create index customers_by_area on keyuan.customers (store_id, area_code collate "C", created_at desc, id)
  where area_code is not null;

alter table keyuan.purchase_needs add column purchase_type_id uuid;

create or replace view keyuan.customer_traits with (security_invoker = true) as
  select store_id, id, kind, sex, birthday, occupation_id, industry_id, hobby_ids, household_id, area_code
    from keyuan.customers;

create or replace view keyuan.needs_counted with (security_invoker = true) as
  select store_id, opportunity_id, purpose_id, coalesce(budget_to_fen, budget_from_fen) as budget_fen,
         payment, purchase_type_id
    from keyuan.purchase_needs;

create or replace view keyuan.customer_known with (security_invoker = true) as
select c.store_id, c.id, c.kind, c.is_owner,
       array_remove(array[
         case when c.sex is not null then 'sex' end,
         case when c.source_id is not null then 'source' end,
         case when c.preferences <> '' then 'preferences' end,
         case when c.occupation_id is not null then 'occupation' end,
         case when c.industry_id is not null then 'industry' end,
         case when cardinality(c.hobby_ids) > 0 then 'hobbies' end,
         case when c.birthday is not null then 'birthday' end,
         case when c.id_number_sealed is not null then 'idNumber' end,
         case when (select count(*) from keyuan.customer_phones f where f.store_id = c.store_id
                     and f.customer_id = c.id and f.withdrawn_at is null) > 1 then 'secondPhone' end,
         case when exists (select 1 from keyuan.customer_relations r where r.store_id = c.store_id
                     and r.customer_id = c.id and r.withdrawn_at is null) then 'contactPerson' end,
         case when c.household_id is not null then 'householdType' end,
         case when c.area_code is not null then 'area' end
       ], null) || c.sealed_fact_names as known
  from keyuan.customers c where c.withdrawn_at is null;
