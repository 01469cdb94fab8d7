/** What a person changed on a form, beside what others changed on the record meanwhile. */
export interface MergedEdit<Fields extends Record<string, string>> {
  /** The fields the person changed, as they are to be saved. */
  changed: Partial<Fields>
  /** The fields changed by both, to different values: the person decides. */
  conflicts: (keyof Fields & string)[]
}

/**
 * Merges an edit into a record that may have moved on: `base` is the record when the form was
 * opened, `mine` the form now, `latest` the record now. What only one side changed is kept.
 */
export function mergeEdit<Fields extends Record<string, string>>(
  base: Fields,
  mine: Fields,
  latest: Fields,
): MergedEdit<Fields> {
  const names = Object.keys(base) as (keyof Fields & string)[]
  const changed: Partial<Fields> = {}
  const conflicts: MergedEdit<Fields>['conflicts'] = []
  for (const name of names) {
    if (mine[name] === base[name] || mine[name] === latest[name]) continue
    changed[name] = mine[name]
    if (latest[name] !== base[name]) conflicts.push(name)
  }
  return { changed, conflicts }
}
