-- A record that an import made, another changed, and that was put back is as good as untouched.
set local citus.multi_shard_modify_mode = 'sequential';

-- imported_version: the version at which nobody had worked on an imported record yet; null means 1.
alter table keyuan.customers add column imported_version int;
alter table keyuan.vehicles add column imported_version int;
