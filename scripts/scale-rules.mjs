// The rules of sharding by store that a SQL text can show; one sentence each when broken.

/** The tables by kind, read from the migrations' place() calls. */
export function readPlacements(migrations) {
  const kinds = new Map()
  for (const text of migrations)
    for (const [, table, how] of text.matchAll(/place\('(\w+)',\s*'([\w ]+)'\)/g))
      kinds.set(table, how)
  return kinds
}

const withoutText = (sql) =>
  sql
    .replace(/--.*$/gm, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\s+/g, ' ')

/** What a migration breaks. */
export function checkMigration(name, text, kinds) {
  const problems = []
  const bare = withoutText(text)
  const say = (why) => problems.push(`${name}: ${why}`)
  const isRoles = /keyuan\.installation/.test(text)
  if (!/^\s*(--.*\n)*\s*set local citus\.multi_shard_modify_mode/m.test(text) && !isRoles)
    say('does not begin with citus.multi_shard_modify_mode = sequential (4)')
  if (/on delete set (null|default)|on update cascade/i.test(bare))
    say('a foreign key sets null or cascades updates (7)')
  if (/deferrable/i.test(bare)) say('a deferrable constraint (8)')
  if (/create (or replace )?trigger|inherits\s*\(/i.test(bare)) say('a trigger or inheritance (11)')
  if (/create materialized view/i.test(bare)) say('a materialised view (12)')
  if (/generated always as \([^;]*\)(?!\s*stored)/i.test(bare) && !/stored/i.test(bare))
    say('a virtual generated column (9)')
  if (/force row level security/i.test(bare)) say('forces row-level security (15)')
  if (/\bserial\b|bigserial|generated (always|by default) as identity/i.test(bare))
    say('a serial number (10)')
  for (const [, view] of bare.matchAll(
    /create (?:or replace )?view ([\w.]+)(?![^;]*security_invoker)/gi,
  ))
    say(`view ${view} without security_invoker (16)`)
  for (const [, policy] of bare.matchAll(/create policy (\w+)[^;]*\(\s*select/gi))
    say(`policy ${policy} has a sub-select (13)`)
  for (const [, table, body] of bare.matchAll(/create table keyuan\.(\w+) \((.*?)\);/gi)) {
    if (kinds.get(table) !== 'by store') continue
    if (!/primary key \(store_id\b/.test(body))
      say(`${table}: store_id does not lead the primary key (1)`)
    for (const [, columns] of body.matchAll(/unique \(([^)]*)\)/g))
      if (!columns.startsWith('store_id')) say(`${table}: unique (${columns}) without store_id (1)`)
  }
  for (const [, index, table, columns] of bare.matchAll(
    /create unique index (\w+) on keyuan\.(\w+) \(([^)]*)/gi,
  ))
    if (kinds.get(table) === 'by store' && !columns.startsWith('store_id'))
      say(`${index}: unique without store_id (1)`)
  for (const [, table, columns] of bare.matchAll(
    /alter table keyuan\.(\w+) add constraint \w+ foreign key \(([^)]*)\)/gi,
  ))
    if (kinds.get(table) === 'by store' && !columns.startsWith('store_id'))
      say(`${table}: foreign key without store_id (1)`)
  return problems
}

const keywords = new Set(
  'where on set inner left right full cross join order group limit for using values select returning as union lateral having offset and or when then else end not is in'.split(
    ' ',
  ),
)

/** Tables a statement names, with their alias and whether an outer join may leave them out. */
function tablesOf(sql) {
  const found = []
  for (const match of sql.matchAll(
    /\b(left (?:outer )?join|from|join|update|into|,)\s+(?:only\s+)?(?:"?keyuan"?\.)?"?(\w+)"?(?:\s+as)?(?:\s+"?(\w+)"?)?/gi,
  )) {
    const [, how, table, alias] = match
    found.push({
      table,
      alias: alias && !keywords.has(alias.toLowerCase()) ? alias : table,
      isOuter: /^left/i.test(how),
      isInto: /^into$/i.test(how),
    })
  }
  return found
}

/** What a statement of the running product breaks. */
export function checkStatement(text, kinds) {
  const sql = withoutText(text).trim()
  if (/^(begin|start|commit|rollback|set|savepoint|release|listen|notify)\b/i.test(sql)) return []
  const problems = []
  const say = (why) => problems.push(`${why}\n    ${text.replace(/\s+/g, ' ').slice(0, 300)}`)
  const all = tablesOf(sql)
  const store = all.filter((t) => kinds.get(t.table) === 'by store')
  if (/\bmerge into\b/i.test(sql)) say('merge (21)')
  if (store.length === 0) return problems
  for (const { alias, table, isOuter, isInto } of store) {
    if (isInto) continue
    const column = `(?:"?${alias}"?\\.|${store.length === 1 ? '' : '(?!)'})"?store_id"?`
    const pinned =
      new RegExp(`${column}\\s*(=\\s*(\\$|any|\\d|c_|\\()|in\\s*\\()`, 'i').test(sql) ||
      new RegExp(`(\\$\\d+)(::int)?\\s*=\\s*${column}`, 'i').test(sql)
    const joined = new RegExp(
      `${column}\\s*=\\s*"?\\w+"?\\."?store_id|"?\\w+"?\\."?store_id"?\\s*=\\s*${column}`,
      'i',
    ).test(sql)
    if (!pinned && !joined)
      say(`${table}${alias === table ? '' : ` ${alias}`} is not pinned to a store (18)`)
    if (isOuter && !pinned) say(`${table} ${alias} is the bare side of an outer join (17)`)
  }
  const isChange = /^(insert|update|delete|with)\b/i.test(sql)
  if (isChange && /\b(gen_random_uuid|clock_timestamp)\(/i.test(sql))
    say('a volatile function in a change (19)')
  if (/^update\b/i.test(sql) && /\bnow\(\)/i.test(sql)) say('now() in an update (19)')
  const insert = /\binsert into "?(?:keyuan"?\.)?"?(\w+)"?[^;]*?\bselect\b/i.exec(sql)
  if (
    insert &&
    kinds.get(insert[1]) === 'by store' &&
    /\bunnest\(|json/i.test(sql) &&
    !/on conflict/i.test(sql)
  )
    say('insert … select from unnest without on conflict (20)')
  if (/\bpg_notify\(|advisory_(xact_)?lock/i.test(sql))
    say('a notification or advisory lock with a table (26)')
  if (
    /\bfor (no key )?update\b/i.test(sql) &&
    store.length === 1 &&
    !/store_id"?\s*=\s*(\$|\d)/i.test(sql)
  )
    say('for update without one store (23)')
  return problems
}
