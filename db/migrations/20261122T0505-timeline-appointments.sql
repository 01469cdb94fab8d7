-- Appointments on the one timeline of a customer: when one was made, and what became of it.
set local citus.multi_shard_modify_mode = 'sequential';

create or replace view keyuan.timeline_appointments with (security_invoker = true) as
  select a.store_id, a.customer_id, a.id,
         case when a.state = 'planned' then a.made_at
              else coalesce(a.shown_at, a.ended_at, a.made_at) end as at,
         'appointment'::text as kind, coalesce(a.ended_by, a.made_by) as actor_id,
         jsonb_build_object('state', case when a.state = 'planned' then 'made' else a.state end,
                            'startsAt', a.starts_at, 'purpose', a.purpose, 'note', a.note,
                            'reason', a.reason, 'personId', a.person_id) as data
    from keyuan.appointments a
   where a.withdrawn_at is null;
grant select on keyuan.timeline_appointments to keyuan_app;
