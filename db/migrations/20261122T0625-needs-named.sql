-- Needs are named like every row of a customer, so that merging can move them.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.purchase_needs add column id uuid;
update keyuan.purchase_needs set id = opportunity_id;
alter table keyuan.purchase_needs alter column id set not null;
create unique index purchase_needs_id on keyuan.purchase_needs (store_id, id);
