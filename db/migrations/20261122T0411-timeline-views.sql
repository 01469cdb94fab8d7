-- What each module publishes for the one timeline of a customer: store_id, customer_id, id, at, kind,
-- actor_id, data (ids and words only). The module timeline joins every view named timeline_*; each
-- branch is read by store and customer through an index that the table has for that.
set local citus.multi_shard_modify_mode = 'sequential';

-- Contacts that a visit brought are told by the visit.
create view keyuan.timeline_opportunities with (security_invoker = true) as
  select t.store_id, t.customer_id, t.id, t.at, 'contact'::text as kind, t.person_id as actor_id,
         jsonb_build_object('method', t.method, 'isReached', t.is_reached, 'isExtra', t.is_extra,
                            'result', t.result, 'note', t.note) as data
    from keyuan.contacts t
   where t.withdrawn_at is null and t.visit_id is null
  union all
  select o.store_id, o.customer_id, h.id, h.recorded_at, 'change', h.actor_id,
         jsonb_build_object('field', h.field, 'from', h.from_value, 'to', h.to_value,
                            'reason', h.reason, 'effectiveOn', h.effective_on)
    from keyuan.opportunities o
    join keyuan.opportunity_changes h on h.store_id = o.store_id and h.opportunity_id = o.id
   where o.withdrawn_at is null and h.withdrawn_at is null;

create view keyuan.timeline_showroom with (security_invoker = true) as
  select v.store_id, v.customer_id, v.id, coalesce(v.arrived_at, v.recorded_at) as at,
         'visit'::text as kind, v.received_by as actor_id,
         jsonb_build_object('channel', v.channel, 'outcome', v.outcome, 'partySize', v.party_size,
                            'note', v.note) as data
    from keyuan.visits v
   where v.withdrawn_at is null and v.customer_id is not null;

-- The trail of the customer's own data; who looked at numbers is another kind.
create view keyuan.timeline_customers with (security_invoker = true) as
  select e.store_id, e.customer_id, e.id, e.at,
         case when e.action like '%.revealed' then 'seen' else 'data' end as kind, e.actor_id,
         jsonb_build_object('action', e.action, 'reason', e.reason, 'detail', e.detail) as data
    from keyuan.audit_entries e
   where e.customer_id is not null
     and split_part(e.action, '.', 1) in ('customer', 'phone', 'id_number', 'consent');

create view keyuan.timeline_notes with (security_invoker = true) as
  select c.store_id, c.customer_id, c.id, c.at, 'comment'::text as kind, c.author_id as actor_id,
         jsonb_build_object('text', c.text) as data
    from keyuan.comments c
   where c.withdrawn_at is null
  union all
  select a.store_id, a.customer_id, a.id, a.uploaded_at, 'attachment', a.uploaded_by,
         jsonb_build_object('text', a.name, 'note', a.note, 'file', a.kind)
    from keyuan.attachments a
   where a.withdrawn_at is null;

grant select on keyuan.timeline_opportunities, keyuan.timeline_showroom, keyuan.timeline_customers,
  keyuan.timeline_notes to keyuan_app;
