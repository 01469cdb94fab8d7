-- What the modules above may read of a customer in their lists; published by src/modules/customers.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.customer_heads with (security_invoker = true) as
select c.store_id, c.id, c.kind, c.name, c.sex, c.sealed_key, c.owner_id, c.is_owner, c.special,
       c.do_not_contact,
       (select f.phone_sealed from keyuan.customer_phones f
         where f.store_id = c.store_id and f.customer_id = c.id and f.withdrawn_at is null
         order by f.position, f.created_at limit 1) as phone_sealed
  from keyuan.customers c where c.withdrawn_at is null;
grant select on keyuan.customer_heads to keyuan_app;
