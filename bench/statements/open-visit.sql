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

select pg_advisory_xact_lock(hashtextextended($1, 7));

select "fingerprint", "status", "customer_id", "answer_sealed" from "stored_answers" where "store_id" = $1 and "person_id" = $2 and "key" = $3;

select pg_advisory_xact_lock(1531, $1::int);

select * from "visits" where "store_id" = $1 and "id" = $2 and "withdrawn_at" is null;

select "id", "name", "team_id" from "people" where "group_id" = $1 and "store_id" = $2 and "is_active" = $3 order by "name";

select "pr"."person_id" from "person_roles" as "pr" inner join "roles" as "r" on "r"."group_id" = "pr"."group_id" and "r"."id" = "pr"."role_id" where "pr"."group_id" = $1 and "r"."key" = $2;

select "person_id", "position", "received", "last_received_at", "version", "status" from "rotation_places" where "store_id" = $1 and day = $2 order by "position", "person_id";

select received_by, count(*) as n from visits
     where store_id = $1 and outcome = 'open' and withdrawn_at is null
       and business_day = $2 and received_by is not null group by received_by;

select person_id, part from staff_leaves
     where store_id = $1 and state = 'approved'
       and to_day >= $2 and from_day <= $3;

select * from "rotation_skills" where "store_id" = $1;

insert into "visits" ("store_id", "id", "channel", "party_size", "sex", "business_day", "arrived_at", "outcome", "customer_id", "series_id", "language", "visitor_kind", "waiting_since", "recorded_at", "recorded_by") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict ("store_id", "id") do nothing;

select * from "visits" where "store_id" = $1 and "id" = $2 and "withdrawn_at" is null;

insert into "stored_answers" ("store_id", "person_id", "key", "fingerprint", "status", "customer_id", "answer_sealed", "at") values ($1, $2, $3, $4, $5, $6, $7, $8);

insert into "audit_entries" ("store_id", "id", "at", "actor_id", "actor_kind", "action", "record_type", "record_id", "customer_id", "detail", "sealed", "reason", "request_id") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

insert into "events" ("store_id", "id", "at", "type", "record_id", "data", "actor_id") values ($1, $2, $3, $4, $5, $6, $7);

select pg_notify($1, $2);

insert into fact_marks (store_id, id, ids, months) values ($1, $2, $3::uuid[], $4::date[]);

commit;
