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

set local app.stores = '204';

select count(*) as cards, coalesce(sum(o.quantity), 0) as cars
      from opportunities o 
     where o.store_id = $1 and o.withdrawn_at is null
       and true and o.state in ('active', 'suspended', 'loss_proposed', 'signed') and o.level = any ($2::text[]);

commit;
