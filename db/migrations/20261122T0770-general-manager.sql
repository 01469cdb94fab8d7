-- The general manager reaches what the store's work is steered by: the load of each consultant, handing
-- customers over, the machine of the cards and their archive. Groups made before get it once.
set local citus.multi_shard_modify_mode = 'sequential';

insert into keyuan.role_permissions as p (group_id, role_id, permission, scope)
select r.group_id, r.id, given.permission, 'store'
  from keyuan.roles r
  cross join (values ('opportunities.assign'), ('opportunities.archive'), ('operations.undo'),
                     ('stores.manage')) as given (permission)
 where r.is_built_in and r.key = 'general_manager'
on conflict do nothing;
