-- Which key this database's sealed values belong to; a start with another key is refused.
set local citus.multi_shard_modify_mode = 'sequential';
create table keyuan.installation (
  id int primary key check (id = 1),
  key_fingerprint text not null,
  created_at timestamptz not null
);
grant select on keyuan.installation to keyuan_app;
