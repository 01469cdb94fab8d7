-- What of a version of a contract template the PDF cannot show (told on screen), as its upload found it.
set local citus.multi_shard_modify_mode = 'sequential';

alter table keyuan.contract_template_files add column pdf_gaps text[] not null default '{}';
