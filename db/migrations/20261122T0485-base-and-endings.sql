-- What metrics reads of the open base and of endings: won, defeated, lost from contact.
set local citus.multi_shard_modify_mode = 'sequential';

-- Which of the two losses it is; the reason stays in words.
alter table keyuan.opportunities add column loss_kind text;
alter table keyuan.opportunities add constraint opportunities_loss_kind
  check (loss_kind in ('defeat', 'lost_contact'));
update keyuan.opportunities set loss_kind =
  case when closed_reason like 'lost_contact:%' then 'lost_contact' else 'defeat' end
 where state in ('lost', 'loss_proposed');

-- Cards that ended after a day were open on it: the base of a past day reads these.
create index opportunities_ended on keyuan.opportunities (store_id, closed_on, id)
  where closed_on is not null and withdrawn_at is null;
-- Endings by the day they count on.
create index opportunity_changes_ended on keyuan.opportunity_changes (store_id, effective_on, id)
  where field = 'state' and to_value in ('delivered', 'lost', 'terminated');

create view keyuan.cards_standing with (security_invoker = true) as
  select store_id, id, customer_id, owner_id, state, level, series_id, source_id, opened_on,
         opened_at, closed_on
    from keyuan.opportunities where withdrawn_at is null;
grant select on keyuan.cards_standing to keyuan_app;

create view keyuan.level_changes with (security_invoker = true) as
  select store_id, opportunity_id, effective_on, recorded_at, from_value
    from keyuan.opportunity_changes where field = 'level' and withdrawn_at is null;
grant select on keyuan.level_changes to keyuan_app;

-- One row per ending as it was recorded; it stands while the card is in the state it was given.
create view keyuan.card_endings with (security_invoker = true) as
  select c.store_id, c.id as change_id, c.opportunity_id as id, c.effective_on as ended_on, c.recorded_at,
         case when c.to_value = 'delivered' then 'won'
              when c.to_value = 'terminated' then 'terminated'
              when o.loss_kind = 'lost_contact' then 'lost_contact'
              else 'defeated' end as outcome,
         o.state = c.to_value as stands, o.customer_id, o.owner_id, o.series_id, o.source_id,
         o.opened_on, o.summary
    from keyuan.opportunity_changes c
    join keyuan.opportunities o on o.store_id = c.store_id and o.id = c.opportunity_id
   where c.field = 'state' and c.to_value in ('delivered', 'lost', 'terminated')
     and c.withdrawn_at is null and o.withdrawn_at is null;
grant select on keyuan.card_endings to keyuan_app;
