-- Which permissions each group has met: those of a later release go to its built-in roles once, at
-- the start after the upgrade, so that what an administrator took away stays away.
set local citus.multi_shard_modify_mode = 'sequential';

create table keyuan.known_permissions (
  group_id int not null,
  permission text not null,
  primary key (group_id, permission)
);
select keyuan.place('known_permissions', 'everywhere');
grant select, insert on keyuan.known_permissions to keyuan_app;

-- The groups there are know what the first release offered.
insert into keyuan.known_permissions (group_id, permission)
select g.id, p.permission
  from keyuan.groups g cross join unnest(array[
    'people.read', 'people.manage', 'roles.manage', 'stores.manage', 'dictionaries.manage',
    'calendar.manage', 'catalog.manage', 'api_keys.manage', 'audit.read', 'visits.read',
    'visits.receive', 'visits.correct', 'rotation.read', 'rotation.manage', 'customers.read',
    'customers.write', 'customers.reveal', 'customers.share_phone', 'opportunities.read',
    'opportunities.write', 'opportunities.assign', 'meetings.read', 'metrics.read', 'imports.run',
    'operations.undo', 'exports.run', 'exports.phones', 'demo.manage']) as p (permission)
    on conflict do nothing;
