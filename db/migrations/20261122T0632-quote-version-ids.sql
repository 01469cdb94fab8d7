-- Rows that go with a merged customer are told apart by an id.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.quote_versions add column id uuid;
create unique index quote_versions_one_id on keyuan.quote_versions (store_id, id);
