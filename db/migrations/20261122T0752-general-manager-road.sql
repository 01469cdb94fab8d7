-- The general manager sets the road to the sale and the effort policy, seals contracts and keeps their
-- templates. Groups made before get it once.
set local citus.multi_shard_modify_mode = 'sequential';

insert into keyuan.role_permissions as p (group_id, role_id, permission, scope)
select r.group_id, r.id, given.permission, 'store'
  from keyuan.roles r
  cross join (values ('road.manage'), ('contracts.manage')) as given (permission)
 where r.is_built_in and r.key = 'general_manager'
on conflict do nothing;
