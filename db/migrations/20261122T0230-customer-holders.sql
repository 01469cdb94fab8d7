-- Who a customer belongs to, kept on the customer, so that every scope is one comparison.
set local citus.multi_shard_modify_mode = 'sequential';

-- owner_id: who holds the open opportunity, else held the last one, else made the record.
alter table keyuan.customers add column owner_id uuid;

-- Phones of a whole import at once; see claim_phone().
create function keyuan.claim_phones(in_group int, hashes bytea[], here int, holders uuid[]) returns void
  language sql security definer set search_path = keyuan as
$$ insert into keyuan.phone_owners (group_id, phone_hash, store_id, customer_id)
   select in_group, t.hash, here, t.holder from unnest(hashes, holders) as t (hash, holder)
   on conflict do nothing $$;

-- The open cards of a store by expected date, whatever their stage.
create index opportunities_by_expectation on keyuan.opportunities (store_id, expected_on, id)
  where state in ('active', 'suspended', 'loss_proposed', 'signed') and withdrawn_at is null;
