import { defineWords } from '#shared/words.ts'
import { customerTitles } from './titles.ts'

export const customerWords = defineWords({
  ...customerTitles,
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
  // Marks
  special: ['特殊客户', 'Special customer'],
  fleet: ['大客户', 'Fleet'],
  vip: ['重要客户', 'VIP'],
  difficult: ['黑色客户', 'Difficult'],
  // Picking and adding
  pickAnother: ['换一位', 'Choose another'],
  addNamed: ['新增客户“{name}”', 'Add “{name}” as a customer'],
  newCustomer: ['新增客户', 'New customer'],
  addCustomer: ['新增', 'Add'],
  cancel: ['取消', 'Cancel'],
  kind: ['类别', 'Kind'],
  person: ['个人', 'Person'],
  company: ['单位', 'Company'],
  name: ['姓名', 'Name'],
  nameMissing: ['请填姓名', 'Give the name'],
  phone: ['电话', 'Phone'],
  phoneIncomplete: ['号码不完整', 'The number is not complete'],
  specialReason: ['标记原因', 'Why marked'],
  // The list
  consultant: ['顾问', 'Consultant'],
  plate: ['车牌', 'Plate'],
  family: ['来源分类', 'Family of source'],
  madeOn: ['建立', 'Made'],
})
