-- The ground: our schema, the placing of tables, groups, stores, people, rights, sessions.
set local citus.multi_shard_modify_mode = 'sequential';

-- The stores this transaction may see; set with "set local app.stores = '1,2'".
create function keyuan.visible_stores() returns int[] language sql stable parallel safe as
$$ select string_to_array(current_setting('app.stores', true), ',')::int[] $$;

-- Says where a table lives when the server is Citus; does nothing on plain PostgreSQL.
create function keyuan.place(table_name text, how text) returns void language plpgsql as $$
begin
  if not exists (select 1 from pg_extension where extname = 'citus') then
    return;
  end if;
  if how = 'everywhere' then
    execute format('select create_reference_table(%L)', 'keyuan.' || table_name);
  elsif how = 'by store' then
    execute format('select create_distributed_table(%L, ''store_id'')', 'keyuan.' || table_name);
  elsif how = 'by phone_hash' then
    execute format('select create_distributed_table(%L, ''phone_hash'', colocate_with => ''none'')',
      'keyuan.' || table_name);
  else
    raise exception 'unknown placement %', how;
  end if;
end $$;

-- Two-character keys of a text, for finding two-character Chinese names.
create function keyuan.bigrams(value text) returns text[] language sql immutable parallel safe as
$$ select coalesce(array_agg(distinct substr(lower(value), i, 2)), '{}')
   from generate_series(1, greatest(length(value) - 1, 0)) i $$;

create table keyuan.groups (
  id int primary key,
  code text not null unique,
  name text not null,
  name_en text not null,
  is_demo boolean not null default false,
  demo_until date,
  demo_seed int,
  created_at timestamptz not null
);
select keyuan.place('groups', 'everywhere');

create table keyuan.regions (
  group_id int not null,
  id int not null,
  name text not null,
  name_en text not null,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('regions', 'everywhere');

-- settings: intent limits, follow-up gaps, opening hours, escalation; see stores in src/modules/access.
create table keyuan.stores (
  id int primary key,
  group_id int not null,
  region_id int,
  code text not null unique,
  name text not null,
  name_en text not null,
  city text not null default '',
  plate_prefix text not null default '',
  time_zone text not null default 'Asia/Shanghai',
  opens_at text not null default '09:00',
  closes_at text not null default '18:00',
  is_head_office boolean not null default false,
  settings jsonb not null default '{}',
  version int not null default 1,
  created_at timestamptz not null
);
select keyuan.place('stores', 'everywhere');
-- The stores of a group or of a region, asked at every session look-up.
create index stores_by_group on keyuan.stores (group_id, region_id);

create table keyuan.teams (
  group_id int not null,
  id uuid not null,
  store_id int not null,
  name text not null,
  version int not null default 1,
  primary key (group_id, id)
);
select keyuan.place('teams', 'everywhere');
create index teams_by_store on keyuan.teams (store_id);

-- phone and email are sealed with the installation's key.
create table keyuan.people (
  group_id int not null,
  id uuid not null,
  store_id int not null,
  team_id uuid,
  name text not null,
  name_keys text[] not null default '{}',
  login text not null,
  job_title text not null default '',
  phone_sealed bytea,
  email_sealed bytea,
  password_hash text,
  totp_sealed bytea,
  locale text,
  is_active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (group_id, id)
);
select keyuan.place('people', 'everywhere');
-- One log-in name per installation, whatever its case.
create unique index people_login on keyuan.people (lower(login));
create unique index people_id on keyuan.people (id);
create index people_by_store on keyuan.people (store_id);

create table keyuan.roles (
  group_id int not null,
  id uuid not null,
  key text not null,
  name text not null,
  name_en text not null,
  is_built_in boolean not null default false,
  version int not null default 1,
  primary key (group_id, id),
  unique (group_id, key)
);
select keyuan.place('roles', 'everywhere');

create table keyuan.role_permissions (
  group_id int not null,
  role_id uuid not null,
  permission text not null,
  scope text not null check (scope in ('own', 'team', 'store', 'region', 'group')),
  primary key (group_id, role_id, permission)
);
select keyuan.place('role_permissions', 'everywhere');

create table keyuan.person_roles (
  group_id int not null,
  person_id uuid not null,
  role_id uuid not null,
  primary key (group_id, person_id, role_id)
);
select keyuan.place('person_roles', 'everywhere');

-- Local: sessions, log-in attempts, one-time links, API keys. No store table refers to them.
create table keyuan.sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  group_id int not null,
  person_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default '',
  address text not null default ''
);
create index sessions_by_person on keyuan.sessions (person_id);

create table keyuan.login_attempts (
  login text not null,
  address text not null,
  at timestamptz not null,
  succeeded boolean not null
);
create index login_attempts_recent on keyuan.login_attempts (login, at);
create index login_attempts_by_address on keyuan.login_attempts (address, at);

create table keyuan.one_time_links (
  token_hash bytea primary key,
  purpose text not null,
  group_id int,
  person_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table keyuan.api_keys (
  key_hash bytea primary key,
  id uuid not null unique,
  group_id int not null,
  person_id uuid not null,
  name text not null,
  tail text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_group on keyuan.api_keys (group_id);
