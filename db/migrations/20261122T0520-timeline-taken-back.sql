-- Contacts that were taken back stay on the timeline, marked: what was done must remain readable. Those
-- of an import taken back as a whole were never done here and stay hidden.
set local citus.multi_shard_modify_mode = 'sequential';

create or replace view keyuan.timeline_opportunities with (security_invoker = true) as
  select t.store_id, t.customer_id, t.id, t.at, 'contact'::text as kind, t.person_id as actor_id,
         jsonb_build_object('method', t.method, 'isReached', t.is_reached, 'isExtra', t.is_extra,
                            'result', t.result, 'note', t.note,
                            'isTakenBack', t.withdrawn_at is not null) as data
    from keyuan.contacts t
   where (t.withdrawn_at is null or t.operation_id is null) and t.visit_id is null
  union all
  select o.store_id, o.customer_id, h.id, h.recorded_at, 'change', h.actor_id,
         jsonb_build_object('field', h.field, 'from', h.from_value, 'to', h.to_value,
                            'reason', h.reason, 'effectiveOn', h.effective_on)
    from keyuan.opportunities o
    join keyuan.opportunity_changes h on h.store_id = o.store_id and h.opportunity_id = o.id
   where o.withdrawn_at is null and h.withdrawn_at is null;
grant select on keyuan.timeline_opportunities to keyuan_app;
