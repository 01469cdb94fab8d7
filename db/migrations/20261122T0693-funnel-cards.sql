-- The funnel's cards with the amount and the origin the card itself keeps now.
set local citus.multi_shard_modify_mode = 'sequential';

create or replace view keyuan.funnel_cards with (security_invoker = true) as
  select o.store_id, o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on,
         o.is_expected_estimated, o.series_id, o.series_text, o.model_id, o.source_id, o.opened_on,
         o.opened_visit_id, o.is_returning, o.last_contact_on, o.closed_on, o.unanswered_days,
         o.quantity as card_quantity, d.id as order_id, d.signed_on, d.delivered_on,
         d.amount_fen as order_fen, d.quantity as order_quantity, d.model_id as order_model_id,
         coalesce(d.quantity, o.quantity) as quantity,
         coalesce(d.signed_on, o.expected_on) as close_on,
         case when d.delivered_on is not null then 100 when d.id is not null then 90
              when o.stage >= 90 then 75 else o.stage end as funnel_stage,
         v.channel, (select l.origin from keyuan.leads l
                      where l.store_id = o.store_id and l.opportunity_id = o.id
                        and l.withdrawn_at is null
                      order by l.received_at, l.id limit 1) as lead_origin,
         o.origin, o.expected_amount_fen
    from keyuan.opportunities o
    left join keyuan.orders d on d.store_id = o.store_id and d.opportunity_id = o.id
     and d.state in ('signed', 'delivered') and d.withdrawn_at is null
    left join keyuan.visits v on v.store_id = o.store_id and v.id = o.opened_visit_id
   where o.withdrawn_at is null;
grant select on keyuan.funnel_cards to keyuan_app;
