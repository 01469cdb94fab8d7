-- What the numbers ask of customers and cards beside what a record carries itself.
set local citus.multi_shard_modify_mode = 'sequential';

create view keyuan.customer_traits with (security_invoker = true) as
  select store_id, id, kind, sex, birthday, occupation_id, industry_id, hobby_ids
    from keyuan.customers;
grant select on keyuan.customer_traits to keyuan_app;

create view keyuan.card_traits with (security_invoker = true) as
  select store_id, id, level, stage, state, model_id, source_id, series_id, is_returning,
         loss_reason_id, competitor_id
    from keyuan.opportunities;
grant select on keyuan.card_traits to keyuan_app;

-- Signed orders by themselves: the sums of 200 stores over years are read from the index alone.
create view keyuan.orders_signed with (security_invoker = true) as
  select store_id, id, number, opportunity_id, customer_id, owner_id, state, series_id, model_id,
         quantity, amount_fen, discount_fen, payment_method, signed_on, signed_at, delivered_on,
         delivered_at, cancelled_on, cancelled_at
    from keyuan.orders where signed_on is not null and withdrawn_at is null;
grant select on keyuan.orders_signed to keyuan_app;

create index orders_signed_sums on keyuan.orders (store_id, signed_on)
  include (cancelled_on, owner_id, series_id, quantity, amount_fen, discount_fen)
  where signed_on is not null and withdrawn_at is null;
create index orders_delivered_sums on keyuan.orders (store_id, delivered_on)
  include (signed_on, owner_id, series_id, quantity, amount_fen)
  where delivered_on is not null and withdrawn_at is null;
create index orders_cancelled_sums on keyuan.orders (store_id, cancelled_on)
  include (signed_on, owner_id, series_id, quantity, amount_fen)
  where cancelled_on is not null and withdrawn_at is null;
