-- What editing the words needs: versions of marks, brands that can rest, one label per list.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.calendar_marks add column version int not null default 1;
alter table keyuan.brands add column aliases text[] not null default '{}';
alter table keyuan.brands add column position int not null default 0;
alter table keyuan.brands add column is_active boolean not null default true;
alter table keyuan.models add column position int not null default 0;

-- The second wall behind the check in the verb: a label stands once in a list.
create unique index options_label on keyuan.options (group_id, kind, coalesce(store_id, 0), label);
-- A store's own options under a standard one.
create index options_by_standard on keyuan.options (group_id, standard_id) where standard_id is not null;
