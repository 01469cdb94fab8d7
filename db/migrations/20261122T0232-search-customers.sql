-- The search: the index of keys is the only way in, however many stores and keys are asked.
set local citus.multi_shard_modify_mode = 'sequential';

-- Left to itself the planner reads the table, or whole stores, when many keys are asked at once:
-- so the stores are no index condition here (each key begins with its store), and the function
-- itself keeps to the visible stores.
create function keyuan.search_customers(
  in_stores int[], keys text[], exact_keys text[], contains text, owners uuid[], n int)
  returns table (store_id int, id uuid)
  language sql stable security definer
  set search_path = keyuan set enable_seqscan = off set jit = off as
$$ select c.store_id, c.id from keyuan.customers c
    where c.search_keys && keys
      and c.store_id + 0 = any (in_stores) and c.store_id + 0 = any (keyuan.visible_stores())
      and c.withdrawn_at is null and c.erased_at is null
      and (contains = '' or c.search_keys && exact_keys
           or position(contains in replace(lower(c.name), ' ', '')) > 0)
      and (owners is null or c.owner_id = any (owners))
    order by c.created_at desc limit n $$;
