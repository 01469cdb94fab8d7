import { expect, test } from 'vitest'
// @ts-expect-error -- a plain script without declarations
import { checkMigration, checkStatement, readPlacements } from './scale-rules.mjs'

const kinds = readPlacements([
  "select place('visits', 'by store'); select place('people', 'everywhere'); select place('follow_ups', 'by store')",
])
const statement = (sql: string): string[] => checkStatement(sql, kinds) as string[]
const migration = (sql: string): string[] =>
  checkMigration(
    'x',
    `set local citus.multi_shard_modify_mode = 'sequential';\n${sql}`,
    kinds,
  ) as string[]

test('statements that name one store on every store table pass', () => {
  expect(statement('select * from visits where store_id = $1')).toEqual([])
  expect(statement('select * from "visits" as "v" where "v"."store_id" = $1')).toEqual([])
  expect(
    statement(
      'select 1 from visits v join follow_ups f on f.store_id = v.store_id and f.id = v.id where v.store_id = $1',
    ),
  ).toEqual([])
  expect(
    statement(
      'select 1 from visits v left join people p on p.id = v.received_by where v.store_id = $1',
    ),
  ).toEqual([])
  expect(
    statement(
      'insert into visits (store_id) select * from unnest($1::int[]) on conflict do nothing',
    ),
  ).toEqual([])
})

test.each([
  ['select * from visits where id = $1', 'not pinned'],
  ['select 1 from visits v join follow_ups f on f.id = v.id where v.store_id = $1', 'not pinned'],
  [
    'select 1 from people p left join visits v on v.received_by = p.id and v.store_id = p.store_id',
    'outer join',
  ],
  ['update visits set closed_at = now() where store_id = $1', 'now()'],
  ['insert into visits (store_id) select * from unnest($1::int[])', 'on conflict'],
  ['select * from visits where store_id = any($1) for update', 'for update'],
  ["select pg_notify('a', note) from visits where store_id = $1", 'notification'],
])('%s is refused', (sql, why) => {
  expect(statement(sql).join()).toContain(why)
})

test.each([
  ['create table keyuan.visits (id uuid not null, primary key (id));', 'primary key'],
  ['create unique index i on keyuan.visits (import_identity);', 'unique without'],
  ['create trigger t after insert on keyuan.visits;', 'trigger'],
  ['create view keyuan.v as select 1;', 'security_invoker'],
  ['create policy p on keyuan.visits using (store_id in (select 1));', 'sub-select'],
  [
    'alter table keyuan.visits add constraint c foreign key (customer_id) references keyuan.customers (id);',
    'foreign key',
  ],
])('%s is refused', (sql, why) => {
  expect(migration(sql).join()).toContain(why)
})
