-- Taking a large import back frees its numbers at once.
set local citus.multi_shard_modify_mode = 'sequential';

create function keyuan.release_phones(in_group int, hashes bytea[], here int, holders uuid[]) returns void
  language sql security definer set search_path = keyuan as
$$ delete from keyuan.phone_owners o using unnest(hashes, holders) as t (hash, holder)
   where o.phone_hash = t.hash and o.customer_id = t.holder and o.group_id = in_group
     and o.store_id = here $$;
