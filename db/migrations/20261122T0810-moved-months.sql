-- A mark also names the months that rows were taken out of: a signing concerns a month, not its store.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.fact_marks add column months date[] not null default '{}';
