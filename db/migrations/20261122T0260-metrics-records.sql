-- What metrics reads beside the door: cards opened without a visit, and promises still open.
set local citus.multi_shard_modify_mode = 'sequential';

-- Cards are counted from this index itself: a card's series may change later without dirtying a day.
alter table keyuan.day_facts drop column cards_without_visit;
create index opportunities_without_visit on keyuan.opportunities (store_id, opened_on, id)
  where opened_visit_id is null;

-- opened_by: the first owner, whom a hand-over never changes.
create view keyuan.cards_opened with (security_invoker = true) as
  select o.store_id, o.id, o.customer_id, o.opened_on, o.opened_at, o.withdrawn_at,
         o.opened_visit_id, o.owner_id, o.series_id, o.source_id, o.level, o.state, o.is_returning,
         coalesce((select (array_agg(coalesce(c.from_value, c.to_value) order by c.recorded_at, c.id))[1]
                     from keyuan.opportunity_changes c
                    where c.store_id = o.store_id and c.opportunity_id = o.id and c.field = 'owner'),
                  o.owner_id::text) as opened_by, o.series_text
    from keyuan.opportunities o;
grant select on keyuan.cards_opened to keyuan_app;

-- Promises that are still to be kept; frozen ones wait for the outcome of a proposed loss.
create view keyuan.promises_open with (security_invoker = true) as
  select f.store_id, f.id, f.opportunity_id, f.owner_id, f.due_on, f.purpose, f.is_frozen,
         o.customer_id, o.series_id, o.source_id, o.level, o.state, o.opened_on, o.last_contact_on
    from keyuan.follow_ups f
    join keyuan.opportunities o on o.store_id = f.store_id and o.id = f.opportunity_id
   where f.state = 'open' and f.withdrawn_at is null and o.withdrawn_at is null;
grant select on keyuan.promises_open to keyuan_app;
