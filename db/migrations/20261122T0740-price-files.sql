-- Items of the price book that came from a file, so that the file can be taken back as one.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.price_items add column operation_id uuid;
alter table keyuan.price_items add column withdrawn_at timestamptz;

-- A code is free again once its item was taken back.
drop index keyuan.price_items_code;
create unique index price_items_code on keyuan.price_items (group_id, coalesce(store_id, 0), kind, code)
  where withdrawn_at is null;
