-- What stands on an order: its lines, what was changed, payments, contracts, steps, the delivery.
set local citus.multi_shard_modify_mode = 'sequential';

-- keeper_id: who sees the order through; a hand-over moves it, while owner_id stays who signed.
-- paid_fen: payments less refunds, kept with every payment under the lock of the order.
alter table keyuan.orders add column keeper_id uuid;
alter table keyuan.orders add column paid_fen bigint not null default 0;
alter table keyuan.orders add column contracts_made int not null default 0;
update keyuan.orders set keeper_id = owner_id;
create index orders_by_keeper on keyuan.orders (store_id, keeper_id, made_at desc, id desc) where withdrawn_at is null;

-- Numbers without a gap: drawn under the lock of their row, in the transaction that uses them.
create table keyuan.order_counters (
  store_id int not null,
  series text not null,
  last int not null,
  primary key (store_id, series)
);
select keyuan.place('order_counters', 'by store');

create table keyuan.order_lines (
  store_id int not null,
  order_id uuid not null,
  position int not null,
  kind text not null check (kind in
    ('car', 'option', 'accessory', 'insurance', 'finance', 'fee', 'trade_in', 'discount', 'other')),
  name text not null,
  quantity int not null default 1 check (quantity between 1 and 999),
  unit_fen bigint not null,
  amount_fen bigint not null,
  note text not null default '',
  primary key (store_id, order_id, position)
);
select keyuan.place('order_lines', 'by store');
alter table keyuan.order_lines add constraint order_lines_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);

-- The life of an order; before: how it stood before a change, lines included.
create table keyuan.order_changes (
  store_id int not null,
  id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('made', 'changed', 'signed', 'cancelled', 'delivered', 'undelivered',
    'allocated', 'released', 'documents')),
  at timestamptz not null,
  actor_id uuid,
  version int not null,
  reason text,
  before jsonb,
  amount_fen bigint,
  primary key (store_id, id)
);
select keyuan.place('order_changes', 'by store');
alter table keyuan.order_changes add constraint order_changes_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);
create index order_changes_of on keyuan.order_changes (store_id, order_id, at, id);
create index order_changes_of_customer on keyuan.order_changes (store_id, customer_id, at desc, id);

-- Money noted; amount_fen is below zero for refunds and for what takes a payment back.
create table keyuan.order_payments (
  store_id int not null,
  id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  number text not null,
  kind text not null check (kind in ('deposit', 'instalment', 'balance', 'other', 'refund')),
  method text not null check (method in
    ('cash', 'card', 'transfer', 'wechat', 'alipay', 'loan', 'trade_in', 'other')),
  day date not null,
  amount_fen bigint not null check (amount_fen <> 0),
  payer text not null default '',
  outside_number text not null default '',
  note text not null default '',
  reverses_id uuid,
  made_at timestamptz not null,
  made_by uuid not null,
  withdrawn_at timestamptz,
  primary key (store_id, id)
);
select keyuan.place('order_payments', 'by store');
alter table keyuan.order_payments add constraint order_payments_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);
create unique index order_payments_one_number on keyuan.order_payments (store_id, number);
-- A payment is taken back once.
create unique index order_payments_one_reversal on keyuan.order_payments (store_id, reverses_id)
  where reverses_id is not null;
create index order_payments_of on keyuan.order_payments (store_id, order_id, made_at, id);
-- The cashier's list by day.
create index order_payments_by_day on keyuan.order_payments (store_id, day desc, id desc) where withdrawn_at is null;
create index order_payments_of_customer on keyuan.order_payments (store_id, customer_id, made_at desc);

-- A store's own Word templates; a version is never changed, so that a contract names what it came from.
create table keyuan.contract_templates (
  store_id int not null,
  id uuid not null,
  name text not null,
  is_active boolean not null default true,
  is_default boolean not null default false,
  last_version int not null default 1,
  made_at timestamptz not null,
  made_by uuid not null,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('contract_templates', 'by store');
create unique index contract_templates_one_name on keyuan.contract_templates (store_id, name) where is_active;
create unique index contract_templates_one_default on keyuan.contract_templates (store_id) where is_default;

create table keyuan.contract_template_files (
  store_id int not null,
  template_id uuid not null,
  version int not null,
  file_name text not null,
  placeholders text[] not null,
  bytes bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  primary key (store_id, template_id, version)
);
select keyuan.place('contract_template_files', 'by store');
alter table keyuan.contract_template_files add constraint contract_template_files_template
  foreign key (store_id, template_id) references keyuan.contract_templates (store_id, id);

-- A contract made of an order. template_id is null for the template the product brings along; files are
-- attachments of the customer, sealed with the customer's key.
create table keyuan.order_contracts (
  store_id int not null,
  id uuid not null,
  order_id uuid not null,
  customer_id uuid not null,
  owner_id uuid not null,
  number text not null,
  turn int not null,
  order_version int not null,
  amount_fen bigint not null,
  template_id uuid,
  template_name text not null,
  template_version int not null,
  word_file_id uuid not null,
  pdf_file_id uuid not null,
  scan_file_id uuid,
  state text not null default 'prepared' check (state in
    ('prepared', 'printed', 'customer_signed', 'store_signed', 'archived', 'void')),
  state_at timestamptz not null,
  due_on date,
  made_at timestamptz not null,
  made_by uuid not null,
  version int not null default 1,
  primary key (store_id, id)
);
select keyuan.place('order_contracts', 'by store');
alter table keyuan.order_contracts add constraint order_contracts_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);
create unique index order_contracts_one_number on keyuan.order_contracts (store_id, number);
-- One contract of an order stands; a new one voids it.
create unique index order_contracts_one_standing on keyuan.order_contracts (store_id, order_id)
  where state <> 'void';
create index order_contracts_of on keyuan.order_contracts (store_id, order_id, turn);
create index order_contracts_by_time on keyuan.order_contracts (store_id, made_at desc, id desc);
create index order_contracts_of_customer on keyuan.order_contracts (store_id, customer_id, made_at desc);
-- What waits for a signature.
create index order_contracts_waiting on keyuan.order_contracts (store_id, due_on, id)
  where state in ('prepared', 'printed', 'customer_signed');

create table keyuan.contract_steps (
  store_id int not null,
  id uuid not null,
  contract_id uuid not null,
  state text not null,
  at timestamptz not null,
  actor_id uuid,
  note text not null default '',
  primary key (store_id, id)
);
select keyuan.place('contract_steps', 'by store');
alter table keyuan.contract_steps add constraint contract_steps_contract
  foreign key (store_id, contract_id) references keyuan.order_contracts (store_id, id);
create index contract_steps_of on keyuan.contract_steps (store_id, contract_id, at, id);

-- From the order to the plate, as the DMS tells or somebody types; which steps a store has is its rule.
create table keyuan.order_steps (
  store_id int not null,
  order_id uuid not null,
  step text not null,
  done_on date not null,
  number text not null default '',
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  operation_id uuid,
  version int not null default 1,
  primary key (store_id, order_id, step)
);
select keyuan.place('order_steps', 'by store');
alter table keyuan.order_steps add constraint order_steps_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);
create index order_steps_of_operation on keyuan.order_steps (store_id, operation_id) where operation_id is not null;

-- The steps of winning that nobody but a person can tell (seed row 003-57).
create table keyuan.win_steps (
  store_id int not null,
  order_id uuid not null,
  step text not null check (step in ('sale_report', 'card_collected', 'call_back', 'entered')),
  done_at timestamptz not null,
  done_by uuid,
  note text not null default '',
  primary key (store_id, order_id, step)
);
select keyuan.place('win_steps', 'by store');
alter table keyuan.win_steps add constraint win_steps_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);

-- One hand-over of a car: planned, prepared point by point, done; taken back the same day at most.
create table keyuan.order_deliveries (
  store_id int not null,
  order_id uuid not null,
  customer_id uuid not null,
  appointment_id uuid,
  points jsonb not null default '{}',
  mileage_km int check (mileage_km between 0 and 2000000),
  key_count int check (key_count between 0 and 20),
  is_customer_signed boolean not null default false,
  summary text not null default '',
  made_at timestamptz not null,
  done_at timestamptz,
  done_by uuid,
  task_id uuid,
  version int not null default 1,
  primary key (store_id, order_id)
);
select keyuan.place('order_deliveries', 'by store');
alter table keyuan.order_deliveries add constraint order_deliveries_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);

create table keyuan.delivery_photos (
  store_id int not null,
  order_id uuid not null,
  file_id uuid not null,
  point text not null default '',
  primary key (store_id, order_id, file_id)
);
select keyuan.place('delivery_photos', 'by store');
alter table keyuan.delivery_photos add constraint delivery_photos_order
  foreign key (store_id, order_id) references keyuan.orders (store_id, id);

-- What a store sets for its orders: steps with their days, the points of a delivery, days to wait.
create table keyuan.order_rules (
  store_id int not null,
  rules jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  version int not null default 1,
  primary key (store_id)
);
select keyuan.place('order_rules', 'by store');

-- The life of an order in the one timeline of its customer.
create view keyuan.timeline_orders with (security_invoker = true) as
  select c.store_id, c.customer_id, c.id, c.at, 'order'::text as kind, c.actor_id,
         jsonb_build_object('what', c.kind, 'number', d.number, 'orderId', d.id, 'reason', c.reason,
                            'amountFen', c.amount_fen) as data
    from keyuan.order_changes c
    join keyuan.orders d on d.store_id = c.store_id and d.id = c.order_id
   where d.withdrawn_at is null
  union all
  select p.store_id, p.customer_id, p.id, p.made_at, 'order'::text, p.made_by,
         jsonb_build_object('what', case when p.reverses_id is not null then 'reversed'
                              when p.amount_fen < 0 then 'refunded' else 'paid' end,
                            'number', d.number, 'orderId', d.id, 'reason', p.note,
                            'amountFen', p.amount_fen)
    from keyuan.order_payments p
    join keyuan.orders d on d.store_id = p.store_id and d.id = p.order_id
   where d.withdrawn_at is null and p.withdrawn_at is null;

grant select, insert, update on keyuan.order_counters, keyuan.order_payments, keyuan.contract_templates,
  keyuan.order_contracts, keyuan.order_deliveries, keyuan.order_rules, keyuan.order_changes to keyuan_app;
grant select, insert on keyuan.contract_template_files, keyuan.contract_steps to keyuan_app;
grant select, insert, update, delete on keyuan.order_lines, keyuan.order_steps, keyuan.win_steps,
  keyuan.delivery_photos to keyuan_app;
grant select on keyuan.timeline_orders to keyuan_app;
alter table keyuan.order_counters enable row level security;
create policy by_store on keyuan.order_counters to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_lines enable row level security;
create policy by_store on keyuan.order_lines to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_changes enable row level security;
create policy by_store on keyuan.order_changes to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_payments enable row level security;
create policy by_store on keyuan.order_payments to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.contract_templates enable row level security;
create policy by_store on keyuan.contract_templates to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.contract_template_files enable row level security;
create policy by_store on keyuan.contract_template_files to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_contracts enable row level security;
create policy by_store on keyuan.order_contracts to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.contract_steps enable row level security;
create policy by_store on keyuan.contract_steps to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_steps enable row level security;
create policy by_store on keyuan.order_steps to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.win_steps enable row level security;
create policy by_store on keyuan.win_steps to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_deliveries enable row level security;
create policy by_store on keyuan.order_deliveries to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.delivery_photos enable row level security;
create policy by_store on keyuan.delivery_photos to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
alter table keyuan.order_rules enable row level security;
create policy by_store on keyuan.order_rules to keyuan_app
  using (store_id = any (keyuan.visible_stores()))
  with check (store_id = any (keyuan.visible_stores()));
