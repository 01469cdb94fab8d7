-- What the numbers read of the road to the sale: test drives that took place, quotes that were given,
-- and what a prospect needs.
set local citus.multi_shard_modify_mode = 'sequential';

create index test_drives_done on keyuan.test_drives (store_id, day, id)
  where state = 'done' and withdrawn_at is null;
create view keyuan.drives_counted with (security_invoker = true) as
  select d.store_id, d.id, d.customer_id, d.opportunity_id, d.person_id, c.series_id, c.model_id, d.day,
         coalesce(d.returned_at, d.ended_at, d.starts_at) as at, d.state
    from keyuan.test_drives d
    join keyuan.demo_cars c on c.store_id = d.store_id and c.id = d.car_id
   where d.state = 'done' and d.withdrawn_at is null;
grant select on keyuan.drives_counted to keyuan_app;

-- A quote counts on the day it was made, once it was more than a draft or a wish to be approved.
create index quotes_given on keyuan.quotes (store_id, made_at, id)
  where state in ('approved', 'sent', 'accepted', 'expired') and withdrawn_at is null;
create view keyuan.quotes_counted with (security_invoker = true) as
  select q.store_id, q.id, q.customer_id, q.opportunity_id, q.owner_id, q.series_id, q.model_id,
         (q.made_at at time zone s.time_zone)::date as day, q.made_at, q.state, q.payment_method,
         q.total_fen
    from keyuan.quotes q
    join keyuan.stores s on s.id = q.store_id
   where q.state in ('approved', 'sent', 'accepted', 'expired') and q.withdrawn_at is null;
grant select on keyuan.quotes_counted to keyuan_app;

create view keyuan.needs_counted with (security_invoker = true) as
  select store_id, opportunity_id, purpose_id, coalesce(budget_to_fen, budget_from_fen) as budget_fen,
         payment
    from keyuan.purchase_needs;
grant select on keyuan.needs_counted to keyuan_app;

-- Leads by the day they came to the store.
create index leads_arrived_days on keyuan.leads (store_id, arrived_on, id)
  where arrived_on is not null and withdrawn_at is null;
