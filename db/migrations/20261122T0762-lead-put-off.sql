-- Putting the next call off is a step of its own: nobody was reached, so it counts as no call.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.lead_steps drop constraint lead_steps_step_check;
alter table keyuan.lead_steps add constraint lead_steps_step_check check (step in
  ('received', 'assigned', 'contacted', 'put_off', 'promoted', 'closed', 'reopened',
   'loss_proposed', 'loss_returned', 'invited', 'no_show', 'arrived'));
