import { defineWords } from '#shared/words.ts'

/** How the faults of a contract template are said. */
export const templateWords = defineWords({
  unknown: ['没有占位符“{name}”（{where}）', 'there is no placeholder “{name}” ({where})'],
  unclosed: [
    '占位符“{name}”少了右花括号（{where}）',
    'the placeholder “{name}” has no closing brace ({where})',
  ],
  braces: ['花括号不成对（{where}）', 'the braces do not match ({where})'],
  unclosedLoop: [
    '列表“{name}”没有用 {/{name}} 结束（{where}）',
    'the list “{name}” is not ended with {/{name}} ({where})',
  ],
  unopenedLoop: [
    '列表“{name}”没有用 {#{name}} 开始（{where}）',
    'the list “{name}” is not begun with {#{name}} ({where})',
  ],
  nestedLoop: [
    '列表“{name}”里不能再套列表（{where}）',
    'the list “{name}” must not hold another list ({where})',
  ],
  unreadable: ['“{name}”无法填写（{where}）', '“{name}” cannot be filled ({where})'],
  paragraph: ['第 {n} 段“{text}”', 'paragraph {n} “{text}”'],
  elsewhere: ['页眉、页脚或文本框', 'header, footer or text box'],
  more: ['另有 {n} 处', '{n} more'],
  builtIn: ['通用购车合同', 'Standard sales contract'],
})
