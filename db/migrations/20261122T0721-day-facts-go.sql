-- Facts of the door are kept with those of every other kind of record (number_facts), and what is
-- behind is told by fact_marks.
set local citus.multi_shard_modify_mode = 'sequential';
drop table keyuan.day_facts;
drop table keyuan.dirty_days;
