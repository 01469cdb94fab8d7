-- Imports in steps: what was chosen and found so far, who stood in a row, what is still to be run.
set local citus.multi_shard_modify_mode = 'sequential';

-- draft_sealed: the choices of the person and the report of the dry run; samples hold names and numbers.
alter table keyuan.operations add column draft_sealed bytea;
alter table keyuan.operations add column attempts int not null default 0;
-- The version a row had when its import was done; a higher one means somebody changed it since.
alter table keyuan.visits add column imported_version int;

-- The sweep for imports that a stopped process left behind; holds only what is not finished.
create index operations_unfinished on keyuan.operations (store_id, created_at)
  where state in ('queued', 'running');
-- Files are dropped after 30 days.
create index import_files_kept on keyuan.import_files (store_id, uploaded_at)
  where file_sealed is not null;
-- Taking an operation back finds what it made.
create index visits_by_operation on keyuan.visits (store_id, operation_id) where operation_id is not null;
create index customers_by_operation on keyuan.customers (store_id, operation_id)
  where operation_id is not null;
create index opportunities_by_operation on keyuan.opportunities (store_id, operation_id)
  where operation_id is not null;
-- Which operations changed a record after another one.
create index operation_changes_of on keyuan.operation_changes (store_id, record_id);
