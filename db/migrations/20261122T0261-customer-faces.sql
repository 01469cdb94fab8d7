-- How lists of other modules show a customer: the name, and the first number to be masked.
set local citus.multi_shard_modify_mode = 'sequential';
create view keyuan.customer_faces with (security_invoker = true) as
  select c.store_id, c.id, c.name, c.sealed_key, c.is_owner,
         (select (array_agg(p.phone_sealed order by p.position, p.created_at, p.id))[1]
            from keyuan.customer_phones p
           where p.store_id = c.store_id and p.customer_id = c.id and p.withdrawn_at is null)
           as phone_sealed
    from keyuan.customers c
   where c.withdrawn_at is null;
grant select on keyuan.customer_faces to keyuan_app;
