-- Merging customers moves rows by their id.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.loss_checks add column id uuid not null default gen_random_uuid();
alter table keyuan.win_backs add column id uuid not null default gen_random_uuid();
