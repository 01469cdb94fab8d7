-- Questions over many stores and years read the facts from the index alone: a scan of the table
-- would ask the policy row by row.
set local citus.multi_shard_modify_mode = 'sequential';
drop index keyuan.day_facts_current;
create index day_facts_current on keyuan.day_facts (store_id, dimension, day, value)
  include (unfiled, newly_filed, repeat_visits, not_prospects, walk_ins, call_ins, returning_filed)
  where superseded_at is null;
