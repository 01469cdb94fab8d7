import { defineWords } from '#shared/words.ts'

export const customerWords = defineWords({
  search: ['搜索', 'Search'],
  searchHint: ['电话、尾号、姓名、拼音、车牌', 'Phone, last four, name, pinyin, plate'],
  searchStart: ['找人', 'Find anyone'],
  searchStartHint: [
    '输入电话或后四位、姓名、拼音或首字母、车牌、车架号后六位、订单号',
    'Type a phone number or its last four digits, a name, pinyin or initials, a plate, the end of a VIN, an order number',
  ],
  nobody: ['没有找到', 'Nobody found'],
  nobodyHint: [
    '只显示您有权查看的客户；也可以用号码的后四位试试',
    'Only customers you may see are shown; try the last four digits of the number',
  ],
  results: ['搜索结果', 'Search results'],
  hits: ['{n} 位客户', '{n} {n|customer|customers}'],
  isOwner: ['基盘', 'Owner'],
  male: ['先生', 'Mr'],
  female: ['女士', 'Ms'],
})
