-- Whether a task is open, in the one word by which a hand-over finds what still has to be done.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.tasks add column state text not null default 'open';
update keyuan.tasks set state = 'done' where done_at is not null;
alter table keyuan.tasks add constraint tasks_state check (state in ('open', 'done'));
