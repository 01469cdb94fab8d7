-- A merge moves rows of customers by their id; a delivery's is its order's.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.order_deliveries add column id uuid;
update keyuan.order_deliveries set id = order_id;
