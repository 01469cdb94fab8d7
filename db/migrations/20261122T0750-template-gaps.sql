-- What of a version of a contract template the PDF cannot show (told on screen), as its upload found it.
alter table keyuan.contract_template_files add column pdf_gaps text[] not null default '{}';
