-- Rows that change hands with a customer may be withdrawn by taking the hand-over back.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.vehicle_dates add column withdrawn_at timestamptz;
