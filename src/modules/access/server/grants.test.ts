import { expect, test } from 'vitest'
import type { Actor, StoreInfo } from '#foundation/ctx.ts'
import { impossibleGrants, mayGive, storesWithin, widestGrants } from './grants.ts'

const store = (id: number, regionId: number | null): StoreInfo => ({
  id,
  groupId: 1,
  regionId,
  code: `S${id}`,
  name: '',
  nameEn: '',
  timeZone: 'Asia/Shanghai',
  opensAt: '09:00',
  closesAt: '18:00',
  city: '',
  isHeadOffice: false,
  settings: {},
})
const [home, sister, far, alone] = [store(1, 1), store(2, 1), store(3, 2), store(4, null)] as const

const actor = (grants: Actor['grants'], regionId: number | null = 1): Actor => ({
  kind: 'person',
  personId: '00000000-0000-7000-8000-000000000001',
  name: '',
  groupId: 1,
  homeStoreId: home.id,
  regionId,
  teamId: null,
  locale: null,
  grants,
  stores: [home, sister, far, alone],
  sessionId: null,
})

test('of several roles the widest scope of each right counts', () => {
  expect(
    widestGrants([
      { permission: 'visits.read', scope: 'own' },
      { permission: 'visits.read', scope: 'region' },
      { permission: 'visits.read', scope: 'store' },
    ]),
  ).toEqual({ 'visits.read': 'region' })
})

test('a right reaches the own store, the region, or all stores', () => {
  const ids = (scope: 'store' | 'region' | 'group', regionId: number | null = 1) =>
    storesWithin(actor({ 'people.read': scope }, regionId), 'people.read').map((s) => s.id)
  expect(ids('store')).toEqual([1])
  expect(ids('region')).toEqual([1, 2])
  expect(ids('group')).toEqual([1, 2, 3, 4])
  expect(storesWithin(actor({}), 'people.read')).toEqual([])
})

test('stores without a region are not each other’s region', () => {
  const manager = actor({ 'people.read': 'region' }, null)
  expect(storesWithin(manager, 'people.read').map((s) => s.id)).toEqual([1])
})

test('rights are given only where they are held, and as far', () => {
  const manager = actor({ 'people.manage': 'region', 'customers.reveal': 'store' })
  expect(mayGive(manager, home, { 'customers.reveal': 'store' })).toBe(true)
  expect(mayGive(manager, home, { 'customers.reveal': 'own' })).toBe(true)
  expect(mayGive(manager, sister, { 'customers.reveal': 'own' })).toBe(false)
  expect(mayGive(manager, home, { 'visits.read': 'own' })).toBe(false)
  expect(mayGive(manager, home, {})).toBe(true)
})

test('who manages roles gives any right', () => {
  expect(mayGive(actor({ 'roles.manage': 'group' }), far, { 'exports.phones': 'group' })).toBe(true)
})

test('a scope that makes no sense for a right is named', () => {
  expect(impossibleGrants({ 'people.manage': 'own', 'visits.read': 'own' })).toEqual([
    'people.manage',
  ])
})
