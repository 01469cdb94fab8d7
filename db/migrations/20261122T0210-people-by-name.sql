-- The staff list is paged by name and searched by beginnings of pinyin and pairs of characters.
set local citus.multi_shard_modify_mode = 'sequential';
create index people_by_name on keyuan.people (group_id, name, id);
create index people_by_name_keys on keyuan.people using gin (name_keys);
-- Earlier links of a person are withdrawn when a new one is made, or when the person leaves.
create index one_time_links_by_person on keyuan.one_time_links (person_id) where person_id is not null;
create index api_keys_by_person on keyuan.api_keys (person_id);
