-- Which facts of a customer are known (never what they are), for checks of completeness; published
-- by src/modules/customers, in the words of src/shared/customer-facts.ts.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.customer_known with (security_invoker = true) as
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
                     and r.customer_id = c.id and r.withdrawn_at is null) then 'contactPerson' end
       ], null) || c.sealed_fact_names as known
  from keyuan.customers c where c.withdrawn_at is null;
grant select on keyuan.customer_known to keyuan_app;
