import { describe, expect, test } from 'vitest'
import type { Session } from '#modules/access/contract.ts'
import { inStore } from './session.ts'

const store = (id: number, regionId: number | null) => ({
  id,
  code: `S${id}`,
  name: `${id} 店`,
  nameEn: `Store ${id}`,
  regionId,
  timeZone: 'Asia/Shanghai',
  opensAt: '08:30',
  closesAt: '18:00',
  isHeadOffice: false,
})
const answer: Session = {
  person: { id: '0193', name: '张伟', login: 'zw', locale: null },
  group: { id: 1, name: '集团', nameEn: 'Group', isDemo: true },
  homeStoreId: 1,
  stores: [store(1, 1), store(2, 1), store(3, 2)],
  roles: [],
  grants: { 'visits.receive': 'store', 'metrics.read': 'region', 'audit.read': 'group' },
}

describe('the session in a store', () => {
  test('starts at home when no store, or one out of reach, was chosen', () => {
    expect(inStore(answer, undefined)?.store.id).toBe(1)
    expect(inStore(answer, 99)?.store.id).toBe(1)
  })

  test('store rights stay at home, region rights in the region, group rights reach everywhere', () => {
    expect(Object.keys(inStore(answer, 1)?.grants ?? {})).toHaveLength(3)
    expect(inStore(answer, 2)?.grants).toEqual({ 'metrics.read': 'region', 'audit.read': 'group' })
    expect(inStore(answer, 3)?.grants).toEqual({ 'audit.read': 'group' })
  })
})
