-- Appointments for the reminders, the calendar feed and the timeline of a customer.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.due_appointments with (security_invoker = true) as
  select store_id, id, customer_id, person_id, starts_at, ends_at, purpose
    from keyuan.appointments where state = 'planned' and withdrawn_at is null;

-- What was moved is told by the reason of the earlier one; the new one stands beside it.
create view keyuan.timeline_appointments with (security_invoker = true) as
  select a.store_id, a.customer_id, a.id, a.made_at as at, 'appointment'::text as kind,
         a.made_by as actor_id,
         jsonb_build_object('purpose', a.purpose, 'state', case when a.state = 'planned' then 'made' else a.state end,
                            'personId', a.person_id, 'startsAt', a.starts_at,
                            'reason', nullif(a.reason, ''), 'note', nullif(a.note, '')) as data
    from keyuan.appointments a
   where a.withdrawn_at is null;
grant select on keyuan.due_appointments, keyuan.timeline_appointments to keyuan_app;
