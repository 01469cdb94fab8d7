-- A lead nobody called within the target: the person is told first, the managers some time later.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.leads add column told_managers_at timestamptz;
-- Until now both were told at once.
update keyuan.leads set told_managers_at = told_late_at where told_late_at is not null;
-- Leads told to their person that the managers do not know of yet; a handful at any time.
create index leads_late_to_rise on keyuan.leads (store_id, answer_due_at)
  where told_late_at is not null and told_managers_at is null and first_contact_at is null
    and ended_at is null and withdrawn_at is null;
