select 
  p.id as person_id, p.group_id, p.store_id, p.team_id, p.name, p.login, p.locale, s.region_id,
  (select coalesce(json_agg(json_build_object('permission', rp.permission, 'scope', rp.scope)), '[]')
     from person_roles pr join role_permissions rp
       on rp.group_id = pr.group_id and rp.role_id = pr.role_id
    where pr.group_id = p.group_id and pr.person_id = p.id) as grants, se.id as session_id, se.last_seen_at
      from sessions se join people p on p.group_id = se.group_id and p.id = se.person_id
      join stores s on s.id = p.store_id
     where se.token_hash = $1 and se.expires_at > $2 and p.is_active;

select * from "stores" where "id" = $1 order by "is_head_office", "code";

begin;

set local app.stores = '2';

select 
  o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on, o.is_expected_estimated,
  o.series_id, o.model_id, o.quantity, o.source_id, o.note, o.opened_on, o.last_contact_on,
  o.last_contact_at, o.closed_reason, o.loss_kind, o.loss_reason_id, o.competitor, o.competitor_id,
  o.rival_id,  o.loss_proposed_at, o.unanswered_days, o.expected_amount_fen, o.is_amount_typed, o.origin,
  o.origin_option_id, o.archived_at, o.purged_at, o.version,
  case when o.loss_reason_id is not null then
  (select d.label from options d
    where d.group_id = $1 and d.id = o.loss_reason_id) end as loss_reason, case when o.competitor_id is not null then
  (select d.label from options d
    where d.group_id = $2 and d.id = o.competitor_id) end as competitor_name,
  c.name as customer_name, c.kind as customer_kind, c.sex, c.sealed_key, c.phone_sealed, c.do_not_contact,
  c.special, c.special_reason,
  p.name as owner_name, coalesce(s.name, o.series_text) as series_name,
  coalesce(x.label, o.source_text) as source_name, o.is_returning, o.closed_on, o.summary,
  coalesce((select max(h.effective_on) from opportunity_changes h where h.store_id = $3
    and h.opportunity_id = o.id and h.field = 'level' and h.withdrawn_at is null), o.opened_on) as level_since,
  (select g.label from options g
    where g.group_id = $4 and g.id = o.origin_option_id) as origin_name,
  (select jsonb_agg(jsonb_build_object('personId', h.person_id, 'name', w.name, 'percent', h.percent)
                    order by h.percent desc, h.person_id)
     from opportunity_shares h left join people w on w.group_id = $5 and w.id = h.person_id
    where h.store_id = $6 and h.opportunity_id = o.id and h.withdrawn_at is null) as shares, f.id as follow_up_id, f.due_on, f.purpose, f.is_frozen, f.snoozes, f.moved_from
      from opportunities o
      join customer_heads c on c.store_id = o.store_id and c.id = o.customer_id
      left join follow_ups f on f.store_id = o.store_id and f.opportunity_id = o.id and f.state = 'open'
        and f.withdrawn_at is null and f.store_id = $7
      
  left join people p on p.group_id = $8 and p.id = o.owner_id
  left join series s on s.group_id = $9 and s.id = o.series_id
  left join options x on x.group_id = $10 and x.id = o.source_id
     where o.store_id = $11 and c.store_id = $12 and o.withdrawn_at is null
       and o.id = $13 and ("o"."owner_id" = $14 or "o"."customer_id" in (select i.customer_id from customer_stand_ins i
    where i.store_id = $15 and i.person_id = $16
      and i.day = $17 and i.withdrawn_at is null)
    or "o"."customer_id" in (select h.customer_id from opportunity_shares h
    where h.store_id = $18 and h.person_id = $19 and h.withdrawn_at is null));

commit;
