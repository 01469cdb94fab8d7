import { expect, test } from 'vitest'
import { mergeEdit } from './merge-edit.ts'

const base = { name: '李明', note: '看过 A6', sex: '' }

test('what only I changed is saved, and what only a colleague changed stays theirs', () => {
  const merged = mergeEdit(base, { ...base, note: '看过 Q5' }, { ...base, name: '李鸣' })
  expect(merged).toEqual({ changed: { note: '看过 Q5' }, conflicts: [] })
})

test('what both changed differently is for me to decide; the same change is none', () => {
  const mine = { name: '李铭', note: '看过 Q5', sex: 'male' }
  const latest = { name: '李鸣', note: '看过 Q5', sex: '' }
  expect(mergeEdit(base, mine, latest)).toEqual({
    changed: { name: '李铭', sex: 'male' },
    conflicts: ['name'],
  })
})

test('a form nobody typed into saves nothing', () => {
  expect(mergeEdit(base, base, { ...base, note: '' })).toEqual({ changed: {}, conflicts: [] })
})
