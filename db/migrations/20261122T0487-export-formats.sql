-- Forms leave as PDF, packages and archives as zip; all of them stand in the log of exports.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.export_log drop constraint export_log_format_check;
alter table keyuan.export_log add constraint export_log_format_check
  check (format in ('xlsx', 'csv', 'pdf', 'zip'));
