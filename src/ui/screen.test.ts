import { describe, expect, test } from 'vitest'
import type { Phrase } from '#shared/words.ts'
import {
  closedPaths,
  homeOf,
  navigationOf,
  phoneBarOf,
  type Screen,
  visibleScreens,
} from '#ui/screen.ts'

const load = () => Promise.reject(new Error('not loaded in this test'))
const screens: Screen[] = [
  {
    path: '/floor',
    title: ['接待', 'Floor'],
    permission: 'rotation.manage',
    home: ['receptionist'],
    nav: { group: 'door', order: 1, icon: 'door' },
    load,
  },
  {
    path: '/day',
    title: ['今天', 'Today'],
    permission: 'opportunities.write',
    home: ['consultant'],
    phone: 'today',
    nav: { group: 'day', order: 1, icon: 'today' },
    load,
  },
  {
    path: '/cards',
    title: ['客户卡', 'Cards'],
    permission: 'opportunities.read',
    phone: 'cards',
    nav: { group: 'customers', order: 2, icon: 'cards' },
    load,
  },
  {
    path: '/cards/new',
    title: ['新建', 'New'],
    permission: 'opportunities.write',
    phone: 'new',
    load,
  },
  {
    path: '/customers',
    title: ['客户', 'Customers'],
    permission: 'customers.read',
    nav: { group: 'customers', order: 1, icon: 'people' },
    load,
  },
  {
    path: '/search',
    title: ['搜索', 'Search'],
    permission: 'customers.read',
    phone: 'search',
    load,
  },
  { path: '/profile', title: ['我', 'Me'], phone: 'me', load },
]
const pathsOf = (list: readonly Screen[]) => list.map((screen) => screen.path)
const reception = visibleScreens(
  screens,
  (p) => ['rotation.manage', 'customers.read'].includes(p),
  false,
)

describe('screens of a person', () => {
  test('only screens whose permission is held are seen', () => {
    expect(pathsOf(reception)).toEqual(['/floor', '/customers', '/search', '/profile'])
  })

  test("a screen of the head office is for those who can go there, its address is nobody's record", () => {
    const pool: Screen = { path: '/leads/pool', title: ['派发', 'Pool'], ofHeadOffice: true, load }
    expect(visibleScreens([pool], () => true, true)).toEqual([pool])
    expect(visibleScreens([pool], () => true, false)).toEqual([])
    expect(closedPaths([pool, ...screens], screens)).toEqual(['/leads/pool'])
  })

  test('navigation is grouped by work and ordered within', () => {
    expect(navigationOf(screens).map((entry) => [entry.group, pathsOf(entry.screens)])).toEqual([
      ['door', ['/floor']],
      ['day', ['/day']],
      ['customers', ['/customers', '/cards']],
    ])
  })

  test('each role starts at its home, others at their first screen', () => {
    expect(homeOf(screens, ['consultant'])?.path).toBe('/day')
    expect(homeOf(reception, ['receptionist'])?.path).toBe('/floor')
    expect(homeOf(reception, ['marketing'])?.path).toBe('/floor')
    expect(homeOf([], ['consultant'])).toBeUndefined()
  })

  test('the phone bar of a consultant is today, cards, new, search', () => {
    expect(phoneBarOf(screens, ['consultant']).map((entry) => entry.place)).toEqual([
      'today',
      'cards',
      'new',
      'search',
    ])
  })

  test('other roles find their home, first screens and search in the bar', () => {
    expect(phoneBarOf(reception, ['receptionist']).map((entry) => entry.screen.path)).toEqual([
      '/floor',
      '/customers',
      '/search',
    ])
  })

  test('beside the home of a role stands what belongs to it, before the groups above', () => {
    const title: Phrase = ['', '']
    const manager: Screen[] = [
      { path: '/visits', title, load, nav: { group: 'door', order: 1, icon: 'list' } },
      {
        path: '/numbers',
        title,
        load,
        home: ['general_manager'],
        nav: { group: 'numbers', order: 1, icon: 'chart' },
      },
      { path: '/sales-funnel', title, load, nav: { group: 'numbers', order: 2, icon: 'chart' } },
    ]
    expect(phoneBarOf(manager, ['general_manager']).map(({ screen }) => screen.path)).toEqual([
      '/numbers',
      '/sales-funnel',
      '/visits',
    ])
  })
})
