// How well the words over a column fit each field.
import { fieldWords, type RegisterField, registerFields } from './register-fields.ts'

const WHOLE = 1
const PART = 0.7
// Columns that speak of another date, model or person than the visit's own.
const ABOUT_SOMETHING_ELSE =
  /时长|停留|竞品|旧车|现有|置换|保有|预计|下次|回访|出生|生日|购车|交车|试驾|介绍人|推荐人|紧急|制单|录入|邀约|贷款|是否试|duration|competitor|tradein|current|expected|next|birth|followup|referr/

const exact = new Map<string, RegisterField[]>()
for (const field of registerFields) {
  const { zh, en, exact: words } = fieldWords[field]
  for (const word of new Set([foldHeader(zh), foldHeader(en), ...words.map(foldHeader)])) {
    exact.set(word, [...(exact.get(word) ?? []), field])
  }
}

/** Fields that a header may mean, 1 for a whole known word, 0.7 for a part of one. */
export function matchHeader(header: string): Map<RegisterField, number> {
  const scores = new Map<RegisterField, number>()
  const folded = foldHeader(header)
  if (folded === '') return scores
  const forms = new Set([
    folded,
    foldHeader(header.replace(/[(（[【].*?[)）\]】]/g, '')),
    folded.replace(/^(客户|顾客|the)/, ''),
  ])
  for (const form of forms) {
    for (const field of exact.get(form) ?? []) scores.set(field, WHOLE)
  }
  if (scores.size > 0 || ABOUT_SOMETHING_ELSE.test(folded)) return scores
  for (const field of registerFields) {
    if (fieldWords[field].parts.some((part) => folded.includes(part))) scores.set(field, PART)
  }
  return scores
}

/** Whether a header speaks of something beside the visit, so that its content proves nothing. */
export function isAboutSomethingElse(header: string): boolean {
  return ABOUT_SOMETHING_ELSE.test(foldHeader(header))
}

/** Half width, lower case, letters and digits only. */
export function foldHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
