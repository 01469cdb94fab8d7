-- Files and comments on a customer.
set local citus.multi_shard_modify_mode = 'sequential';

-- sealed_for: whose key seals the bytes; stays when a merge gives the file to another customer.
create table keyuan.attachments (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  name text not null,
  kind text not null check (kind in ('image', 'pdf', 'office', 'text', 'audio')),
  content_type text not null,
  size int not null check (size > 0),
  note text not null default '',
  sealed_for uuid not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (store_id, id)
);
select keyuan.place('attachments', 'by store');
-- The files of one customer, newest first; a branch of the timeline too.
create index attachments_of on keyuan.attachments (store_id, customer_id, uploaded_at desc, id desc)
  where withdrawn_at is null;

-- A file in pieces, so that neither a backup line nor a statement grows with it.
create table keyuan.attachment_chunks (
  store_id int not null,
  attachment_id uuid not null,
  position int not null,
  sealed bytea not null,
  primary key (store_id, attachment_id, position)
);
select keyuan.place('attachment_chunks', 'by store');
alter table keyuan.attachment_chunks add constraint attachment_chunks_attachment
  foreign key (store_id, attachment_id) references keyuan.attachments (store_id, id) on delete cascade;
-- Sealed bytes do not compress; trying costs time on every file.
alter table keyuan.attachment_chunks alter column sealed set storage external;

create table keyuan.comments (
  store_id int not null,
  id uuid not null,
  customer_id uuid not null,
  author_id uuid not null,
  text text not null default '',
  mentions uuid[] not null default '{}',
  at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('comments', 'by store');
-- The comments of one customer, newest first; a branch of the timeline too.
create index comments_of on keyuan.comments (store_id, customer_id, at desc, id desc)
  where withdrawn_at is null;

grant select, insert, update, delete on keyuan.attachments, keyuan.attachment_chunks, keyuan.comments
  to keyuan_app;
alter table keyuan.attachments enable row level security;
create policy by_store on keyuan.attachments to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.attachment_chunks enable row level security;
create policy by_store on keyuan.attachment_chunks to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.comments enable row level security;
create policy by_store on keyuan.comments to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
