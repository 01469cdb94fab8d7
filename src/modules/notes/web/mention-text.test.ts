import { expect, test } from 'vitest'
import { mentionAt, mentionsIn, piecesOf } from './mention-text.ts'

const zhao = { id: '1', name: '赵经理' }
const zhaoMin = { id: '2', name: '赵经理敏' }

test('a mention is typed from its @ to the caret, after a space or a Chinese mark', () => {
  expect(mentionAt('@zh', 3)).toEqual({ from: 0, query: 'zh' })
  expect(mentionAt('好的，@赵', 5)).toEqual({ from: 3, query: '赵' })
  expect(mentionAt('a@b.com', 7)).toBeUndefined()
  expect(mentionAt('@赵 经', 4)).toBeUndefined()
})

test('who was taken out of the text again is not mentioned', () => {
  expect(mentionsIn('@赵经理 看看', [zhao, zhaoMin])).toEqual([zhao])
})

test('mentions stand apart, the longer name first', () => {
  expect(
    piecesOf('请@赵经理敏和@赵经理看', [zhao, zhaoMin]).filter((one) => one.isMention),
  ).toEqual([
    { text: '@赵经理敏', isMention: true },
    { text: '@赵经理', isMention: true },
  ])
  expect(piecesOf('没有人', [])).toEqual([{ text: '没有人', isMention: false }])
})
