-- Imports of many customers, in large and in new stores.
set local citus.multi_shard_modify_mode = 'sequential';

-- Thirty keys a customer, each put into the index by itself, were most of an import. What waits is
-- read with every search: a quarter of a megabyte takes a fraction of a millisecond.
alter index keyuan.customers_search set (fastupdate = on, gin_pending_list_limit = 256);

-- Who of a store has these numbers. Under the policy the planner takes a store that came after the
-- statistics for empty, so that any index will do, and reads all its numbers for each one asked;
-- here it does not look the store up, and the function itself keeps to the visible stores.
create function keyuan.holders_of_phones(in_store int, hashes bytea[])
  returns table (phone_hash bytea, customer_id uuid, owner_id uuid)
  language sql stable security definer
  set search_path = keyuan set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as
$$ select n.phone_hash, n.customer_id, c.owner_id
     from unnest(hashes) as h (hash)
     join keyuan.customer_phones n on n.store_id = in_store and n.phone_hash = h.hash
     join keyuan.customers c on c.store_id = in_store and c.id = n.customer_id
    where in_store = any (keyuan.visible_stores())
      and not n.is_shared and n.withdrawn_at is null and c.withdrawn_at is null $$;
