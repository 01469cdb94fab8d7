-- Whom a caller of leads may see and dial: the customers of open leads, and of leads they called.
-- Published by src/modules/leads for the one predicate of who sees a customer.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.lead_customers with (security_invoker = true) as
  select l.store_id, l.customer_id, l.caller_id, l.verified_by,
         l.state in ('new', 'assigned', 'nurture', 'lost_pending') as is_open
    from keyuan.leads l where l.withdrawn_at is null;
grant select on keyuan.lead_customers to keyuan_app;

-- Others' customers are the manager's and care's to see (store-wide): a caller needs those of the leads.
update keyuan.role_permissions p set scope = 'own'
  from keyuan.roles r
 where r.group_id = p.group_id and r.id = p.role_id and r.key = 'dcc_agent'
   and p.permission in ('customers.read', 'customers.reveal') and p.scope = 'store';
