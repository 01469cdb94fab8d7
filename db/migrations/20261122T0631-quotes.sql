-- Quotes: what a customer was offered, version by version, and who approved the discount.
set local citus.multi_shard_modify_mode = 'sequential';

-- The newest version's figures stand here too, for lists. Amounts are for all cars of the quote.
create table keyuan.quotes (
  store_id int not null,
  id uuid not null,
  number text not null,
  opportunity_id uuid not null,
  customer_id uuid not null,
  owner_id uuid not null,
  state text not null check (state in
    ('draft', 'waiting', 'approved', 'refused', 'sent', 'accepted', 'expired', 'withdrawn')),
  version_no int not null default 1,
  series_id uuid,
  model_id uuid not null,
  model_text text not null default '',
  colour text not null default '',
  quantity int not null default 1 check (quantity between 1 and 999),
  payment_method text not null default 'cash' check (payment_method in ('cash', 'loan', 'lease')),
  list_fen bigint not null,
  discount_fen bigint not null,
  car_fen bigint not null,
  total_fen bigint not null,
  valid_until date not null,
  made_at timestamptz not null,
  made_by uuid,
  changed_at timestamptz not null,
  sent_at timestamptz,
  sent_by_way text,
  accepted_at timestamptz,
  order_id uuid,
  ended_at timestamptz,
  end_reason text,
  operation_id uuid,
  withdrawn_at timestamptz,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('quotes', 'by store');
alter table keyuan.quotes add constraint quotes_opportunity
  foreign key (store_id, opportunity_id) references keyuan.opportunities (store_id, id);
alter table keyuan.quotes add constraint quotes_customer
  foreign key (store_id, customer_id) references keyuan.customers (store_id, id);
create unique index quotes_one_number on keyuan.quotes (store_id, number);
create index quotes_by_opportunity on keyuan.quotes (store_id, opportunity_id);
create index quotes_by_customer on keyuan.quotes (store_id, customer_id, made_at desc);
-- The list, the last changed first, and one consultant's.
create index quotes_by_time on keyuan.quotes (store_id, changed_at desc, id desc) where withdrawn_at is null;
create index quotes_by_owner on keyuan.quotes (store_id, owner_id, changed_at desc, id desc) where withdrawn_at is null;
-- What runs out by its day.
create index quotes_running_out on keyuan.quotes (store_id, valid_until)
  where state in ('waiting', 'approved', 'refused', 'sent') and withdrawn_at is null;

-- A version is changed in place only while it is a draft nobody was asked about.
create table keyuan.quote_versions (
  store_id int not null,
  quote_id uuid not null,
  no int not null,
  customer_id uuid not null,
  configuration jsonb not null,
  totals jsonb not null,
  trade_in_text text not null default '',
  note text not null default '',
  valid_until date not null,
  priced_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  sent_at timestamptz,
  approved_at timestamptz,
  approved_by uuid,
  primary key (store_id, quote_id, no)
);
select keyuan.place('quote_versions', 'by store');
alter table keyuan.quote_versions add constraint quote_versions_quote
  foreign key (store_id, quote_id) references keyuan.quotes (store_id, id);
create index quote_versions_by_customer on keyuan.quote_versions (store_id, customer_id);

create table keyuan.quote_lines (
  store_id int not null,
  quote_id uuid not null,
  version_no int not null,
  position int not null,
  kind text not null check (kind in ('car', 'colour', 'interior', 'option', 'discount', 'accessory',
    'gift', 'tax', 'insurance', 'fee', 'trade_in')),
  item_id uuid,
  name text not null,
  name_en text not null default '',
  quantity int not null default 1,
  price_fen bigint not null,
  amount_fen bigint not null,
  primary key (store_id, quote_id, version_no, position)
);
select keyuan.place('quote_lines', 'by store');
alter table keyuan.quote_lines add constraint quote_lines_version
  foreign key (store_id, quote_id, version_no) references keyuan.quote_versions (store_id, quote_id, no);

-- A request is about one version; changing the quote closes it as lost.
create table keyuan.quote_approvals (
  store_id int not null,
  id uuid not null,
  quote_id uuid not null,
  version_no int not null,
  owner_id uuid not null,
  discount_fen bigint not null,
  basis_fen bigint not null,
  car_fen bigint not null,
  is_below_floor boolean not null default false,
  reason text not null,
  asked_at timestamptz not null,
  asked_by uuid,
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'countered', 'lost')),
  decided_at timestamptz,
  decided_by uuid,
  decision_note text not null default '',
  counter_fen bigint,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('quote_approvals', 'by store');
alter table keyuan.quote_approvals add constraint quote_approvals_quote
  foreign key (store_id, quote_id) references keyuan.quotes (store_id, id);
create unique index quote_approvals_one_open on keyuan.quote_approvals (store_id, quote_id)
  where state = 'open';
create index quote_approvals_of on keyuan.quote_approvals (store_id, quote_id, asked_at);
-- The approvers' inbox, the longest waiting first.
create index quote_approvals_waiting on keyuan.quote_approvals (store_id, asked_at, id) where state = 'open';

-- How much each role may give away; a store without rows follows the product's ladder.
create table keyuan.discount_limits (
  store_id int not null,
  role_key text not null,
  percent_bp int check (percent_bp between 0 and 10000),
  amount_fen bigint check (amount_fen >= 0),
  may_go_below_floor boolean not null default false,
  set_at timestamptz not null,
  set_by uuid,
  primary key (store_id, role_key)
);
select keyuan.place('discount_limits', 'by store');

-- Numbers run per store and year without a gap.
create table keyuan.quote_numbers (
  store_id int not null,
  year int not null,
  last int not null,
  primary key (store_id, year)
);
select keyuan.place('quote_numbers', 'by store');

-- A quote in the one timeline of its customer: made, and what became of it last.
create view keyuan.timeline_quotes with (security_invoker = true) as
  select q.store_id, q.customer_id, q.id, q.changed_at as at, 'quote'::text as kind,
         q.owner_id as actor_id,
         jsonb_build_object('quoteId', q.id, 'number', q.number, 'state', q.state,
           'versionNo', q.version_no, 'model', q.model_text, 'totalFen', q.total_fen) as data
    from keyuan.quotes q where q.withdrawn_at is null;

grant select, insert, update on keyuan.quotes, keyuan.quote_versions, keyuan.quote_approvals,
  keyuan.quote_numbers to keyuan_app;
grant select, insert, update, delete on keyuan.quote_lines, keyuan.discount_limits to keyuan_app;
grant select on keyuan.timeline_quotes to keyuan_app;
alter table keyuan.quotes enable row level security;
create policy by_store on keyuan.quotes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.quote_versions enable row level security;
create policy by_store on keyuan.quote_versions to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.quote_lines enable row level security;
create policy by_store on keyuan.quote_lines to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.quote_approvals enable row level security;
create policy by_store on keyuan.quote_approvals to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.discount_limits enable row level security;
create policy by_store on keyuan.discount_limits to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.quote_numbers enable row level security;
create policy by_store on keyuan.quote_numbers to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
