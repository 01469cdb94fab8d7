-- What the morning list reads: every promise ever made, visits left open, promises moved too late.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.promises_made with (security_invoker = true) as
  select f.store_id, f.id, f.opportunity_id, f.owner_id, f.due_on, f.state, f.purpose, f.is_frozen,
         f.made_at, f.ended_at, f.ended_on,
         o.customer_id, o.series_id, o.series_text, o.level, o.state as card_state, o.last_contact_on
    from keyuan.follow_ups f
    join keyuan.opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
   where f.withdrawn_at is null and o.withdrawn_at is null;
grant select on keyuan.promises_made to keyuan_app;

-- A promise that was moved after it was due is broken all the same.
create view keyuan.promises_moved with (security_invoker = true) as
  select c.store_id, c.id, c.opportunity_id, c.from_value as was_due_on, c.effective_on as moved_on,
         o.owner_id, o.customer_id, o.series_id, o.series_text, o.level
    from keyuan.opportunity_changes c
    join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
   where c.field = 'due_on' and c.from_value is not null and c.withdrawn_at is null
     and o.withdrawn_at is null;
grant select on keyuan.promises_moved to keyuan_app;
-- The moves of yesterday and today; all other fields stay out of it.
create index opportunity_changes_moved on keyuan.opportunity_changes (store_id, effective_on)
  where field = 'due_on';

-- Visits that nobody has closed yet.
create view keyuan.door_open with (security_invoker = true) as
  select store_id, id, business_day, channel, received_by, series_id, series_text, customer_id, arrived_at
    from keyuan.visits
   where withdrawn_at is null and outcome = 'open';
grant select on keyuan.door_open to keyuan_app;
