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

select id, owner_id from opportunities where store_id = $1 and id = $2;

select 
  c.id, c.store_id, c.kind, c.name, c.sex, c.sealed_key, c.owner_id, p.name as owner_name, c.is_owner,
  c.special, c.special_reason, c.note, c.birthday, c.id_number_sealed, c.occupation_id, c.industry_id,
  c.hobby_ids, c.household_id, c.area_code, c.source_id, c.preferences, c.sealed_facts, c.sealed_fact_names, c.consent_at,
  c.consent_source, c.do_not_contact, c.erased_at, c.created_at, c.version from customer_phones f
      join customers c on c.store_id = f.store_id and c.id = f.customer_id
      left join people p on p.id = c.owner_id
     where f.store_id = $1 and c.store_id = $2 and f.phone_hash = $3
       and f.withdrawn_at is null and c.withdrawn_at is null
     order by f.is_shared, f.created_at limit 1;

insert into "customers" ("store_id", "id", "kind", "name", "sex", "sealed_key", "search_keys", "note", "consent_at", "consent_source", "created_by", "created_at", "source_id", "household_id", "area_code", "owner_id") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict ("store_id", "id") do nothing;

insert into "customer_phones" ("store_id", "id", "customer_id", "kind", "phone_sealed", "phone_hash", "last_four_hash", "position", "is_shared", "shared_reason", "created_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing;

select claim_phones($1, $2::bytea[], $3, $4::uuid[]);

select id, name from people where group_id = $1 and id = $2
       and store_id = $3 and is_active;

select r.of_store, r.number, r.rules, r.reason, r.saved_at, r.saved_by from machine_rules r
     where r.group_id = $1 and r.of_store in (0, $2)
       and r.number = (select max(l.number) from machine_rules l
                        where l.group_id = r.group_id and l.of_store = r.of_store);

insert into "opportunities" ("store_id", "id", "customer_id", "owner_id", "state", "level", "expected_on", "is_expected_estimated", "series_id", "model_id", "quantity", "is_amount_typed", "expected_amount_fen", "origin", "origin_option_id", "stage", "series_text", "source_id", "source_text", "note", "opened_on", "opened_at", "opened_visit_id", "is_returning", "last_contact_on", "last_contact_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26) on conflict do nothing;

select * from "closed_days" where "store_id" = $1 and "day" >= $2::date and "day" <= $3::date order by "day";

insert into "follow_ups" ("id", "due_on", "purpose", "store_id", "opportunity_id", "owner_id", "state", "made_at", "made_by") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

insert into "opportunity_changes" ("store_id", "id", "opportunity_id", "field", "from_value", "to_value", "effective_on", "recorded_at", "actor_id", "reason") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20), ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30), ($31, $32, $33, $34, $35, $36, $37, $38, $39, $40), ($41, $42, $43, $44, $45, $46, $47, $48, $49, $50), ($51, $52, $53, $54, $55, $56, $57, $58, $59, $60);

select "sealed_key" from "customers" where "store_id" = $1 and "id" = $2;

insert into "stored_answers" ("store_id", "person_id", "key", "fingerprint", "status", "customer_id", "answer_sealed", "at") values ($1, $2, $3, $4, $5, $6, $7, $8);

insert into "audit_entries" ("store_id", "id", "at", "actor_id", "actor_kind", "action", "record_type", "record_id", "customer_id", "detail", "sealed", "reason", "request_id") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13), ($14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26);

insert into "events" ("store_id", "id", "at", "type", "record_id", "data", "actor_id") values ($1, $2, $3, $4, $5, $6, $7);

select pg_notify($1, $2);

insert into fact_marks (store_id, id, ids, months) values ($1, $2, $3::uuid[], $4::date[]);

commit;
