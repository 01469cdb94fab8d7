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

select 
  o.id, o.customer_id, o.owner_id, o.state, o.level, o.stage, o.expected_on, o.is_expected_estimated,
  o.series_id, o.model_id, o.quantity, o.source_id, o.note, o.opened_on, o.last_contact_on,
  o.last_contact_at, o.closed_reason, o.loss_kind, o.loss_reason_id, o.competitor, o.competitor_id,
  o.rival_id,  o.loss_proposed_at, o.unanswered_days, o.expected_amount_fen, o.is_amount_typed, o.origin,
  o.origin_option_id, o.archived_at, o.purged_at, o.version from opportunities o
     where o.store_id = $1 and o.id = $2 and o.withdrawn_at is null and ("o"."owner_id" = $3 or "o"."customer_id" in (select i.customer_id from customer_stand_ins i
    where i.store_id = $4 and i.person_id = $5
      and i.day = $6 and i.withdrawn_at is null)
    or "o"."customer_id" in (select h.customer_id from opportunity_shares h
    where h.store_id = $7 and h.person_id = $8 and h.withdrawn_at is null))
     for update;

select id, due_on, purpose, is_frozen, snoozes, moved_from from follow_ups
     where store_id = $1 and opportunity_id = $2 and state = 'open'
       and withdrawn_at is null;

insert into "contacts" ("store_id", "id", "customer_id", "opportunity_id", "person_id", "at", "on_day", "method", "is_reached", "result", "note", "level_before", "level_after", "follow_up_id", "visit_id", "is_extra", "recorded_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict ("store_id", "id") do nothing;

update "opportunities" set "last_contact_on" = $1, "last_contact_at" = $2, "unanswered_days" = $3, "version" = version + 1 where "store_id" = $4 and "id" = $5;

select * from "closed_days" where "store_id" = $1 and "day" >= $2::date and "day" <= $3::date order by "day";

select id, due_on, purpose, is_frozen, snoozes, moved_from from follow_ups
     where store_id = $1 and opportunity_id = $2 and state = 'open'
       and withdrawn_at is null;

update "follow_ups" set "state" = $1, "ended_at" = $2, "ended_on" = $3, "contact_id" = $4, "version" = version + 1 where "store_id" = $5 and "id" = $6;

insert into "follow_ups" ("id", "due_on", "purpose", "store_id", "opportunity_id", "owner_id", "state", "made_at", "made_by") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

update escalations set settled_at = $1::timestamptz, settled_by = $2,
      outcome = $3, version = version + 1
    where store_id = $4 and opportunity_id = $5 and settled_at is null;

select "sealed_key" from "customers" where "store_id" = $1 and "id" = $2;

insert into "stored_answers" ("store_id", "person_id", "key", "fingerprint", "status", "customer_id", "answer_sealed", "at") values ($1, $2, $3, $4, $5, $6, $7, $8);

insert into "audit_entries" ("store_id", "id", "at", "actor_id", "actor_kind", "action", "record_type", "record_id", "customer_id", "detail", "sealed", "reason", "request_id") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13), ($14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26);

insert into "events" ("store_id", "id", "at", "type", "record_id", "data", "actor_id") values ($1, $2, $3, $4, $5, $6, $7), ($8, $9, $10, $11, $12, $13, $14);

select pg_notify($1, $2);

select pg_notify($1, $2);

insert into fact_marks (store_id, id, ids, months) values ($1, $2, $3::uuid[], $4::date[]);

commit;
