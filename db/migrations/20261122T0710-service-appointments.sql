-- Owners book their service in the same calendar.
set local citus.multi_shard_modify_mode = 'sequential';
alter table keyuan.appointments drop constraint appointments_purpose_check;
alter table keyuan.appointments add constraint appointments_purpose_check
  check (purpose in ('visit', 'test_drive', 'negotiation', 'delivery', 'service', 'other'));
