-- A loss names the rival's model beside its brand: losses are counted by what was bought instead.
set local citus.multi_shard_modify_mode = 'sequential';

-- The rival's own record; the competitor of the dictionary is its brand and stays beside it.
alter table keyuan.opportunities add column rival_id uuid;

-- What cards may ask of the rivals' records.
create view keyuan.rival_names with (security_invoker = true) as
  select r.group_id, r.id, r.option_id, r.own_series_id, r.brand, r.name, r.is_active
    from keyuan.rivals r;

-- Rivals a customer named on the road of a card: they are offered first when it is lost.
create view keyuan.card_rivals with (security_invoker = true) as
  select n.store_id, n.opportunity_id, unnest(n.rival_ids) as rival_id
    from keyuan.purchase_needs n
  union
  select p.store_id, p.opportunity_id, unnest(p.rival_ids) as rival_id
    from keyuan.presentations p where p.withdrawn_at is null;

create or replace view keyuan.card_traits with (security_invoker = true) as
  select store_id, id, level, stage, state, model_id, source_id, series_id, is_returning,
         loss_reason_id, competitor_id, rival_id
    from keyuan.opportunities;

grant select on keyuan.rival_names, keyuan.card_rivals, keyuan.card_traits to keyuan_app;
