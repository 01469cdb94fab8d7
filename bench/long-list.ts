import pg from 'pg'
import { makeGroup } from '#modules/access/testing.ts'
import { fillCards } from '#modules/opportunities/testing.ts'
import { encodeCursor } from '#shared/paging.ts'
import { findPlaceInList } from './people.queries.ts'
import type { Scenario } from './scenarios.ts'
import type { Site } from './site.ts'

const cards = 100_000

/** A store with 100,000 open cards, and what its manager's list is asked: first, deep, filtered. */
export async function longListScenarios(site: Site, today: string): Promise<Scenario[]> {
  const { app } = site.open
  const group = await makeGroup(app)
  const manager = await group.addPerson('showroom_manager')
  const owners = await Promise.all([1, 2, 3, 4].map(() => group.addPerson('consultant')))
  await fillCards(
    app,
    group.store,
    owners.map((person) => person.id),
    cards,
  )
  const owner = new pg.Client({ connectionString: site.ownerUrl })
  await owner.connect()
  await owner.query('analyze').finally(() => owner.end())
  const deep = await findPlaceInList(app, group.store.id, cards / 2)
  const shared = {
    cookie: manager.cookie,
    storeId: group.store.id,
    ratio: 3,
    clients: [1, 16],
  }
  const path = '/api/opportunities?limit=100'
  const ask = (name: string, query: string): Scenario => ({
    name,
    ...shared,
    request: () => ({ method: 'GET', path: `${path}${query}` }),
  })
  return [
    ask('long-list-first', '&sort=due'),
    ask('long-list-deep', `&sort=due&cursor=${encodeCursor([deep.dueOn, deep.id], today)}`),
    ask('long-list-filtered', '&sort=expected&level=H,A&stage=50'),
    {
      ...ask('long-list-sums', ''),
      clients: [1],
      request: () => ({ method: 'GET', path: '/api/card-sums?level=H' }),
    },
  ]
}
