import { defineWords } from '#shared/words.ts'
import { firstDayTitles } from './first-day-titles.ts'

export const firstDayWords = defineWords({
  ...firstDayTitles,
  firstDayHint: [
    '先设好本店，再从 Excel 搬过来，一步一步做；每一步都可以跳过，随时离开再回来，同事也能接着做。',
    'Set up the store, then move over from Excel, step by step. Each step can be skipped; leave and come back at any time, colleagues can go on.',
  ],
  storeIsEmpty: ['本店还没有数据', 'The store has no data yet'],
  begin: ['从这里开始', 'Begin here'],
  thereAre: ['已有 {n}', '{n} there'],
  done: ['已完成', 'Done'],
  skipped: ['已跳过', 'Skipped'],
  skip: ['跳过', 'Skip'],
  markDone: ['标为完成', 'Mark as done'],
  openAgain: ['重新打开', 'Open again'],
  goThere: ['去设置', 'Go there'],
  import: ['导入', 'Import'],
  template: ['下载模板', 'Template'],
  askAdministrator: ['请经理或管理员设置', 'Ask a manager or the administrator'],
  checkList: ['开店前核对', 'Before the first day'],
  allSteps: ['各步都已完成或跳过', 'Every step is done or skipped'],
  fine: ['正常', 'Fine'],
  lookAt: ['请处理', 'Look at it'],

  storeExportHint: [
    '把本店的客户、潜客卡、车辆、跟踪记录和来店登记打成一个压缩包，每种一个 Excel 文件，可以原样导回。文件加密保存 7 天，导出和下载都会留痕。',
    'Customers, cards, cars, contacts and visits in one archive, an Excel file each, which can be imported again. It is kept sealed for 7 days; exporting and downloading are logged.',
  ],
  exportReason: ['导出原因', 'Reason'],
  exportReasonHint: ['例如：换系统、年度备份', 'For example: a yearly backup'],
  wholeNumbers: ['导出完整号码和身份证号', 'Whole phone and ID numbers'],
  maskedNumbers: [
    '号码中间几位会隐去；要完整号码，需要“导出完整号码”权限。',
    'Numbers are masked; whole ones need the right to export them.',
  ],
  startExport: ['开始导出', 'Export'],
  exporting: ['正在导出…', 'Exporting…'],
  noExports: ['还没有导出过', 'Nothing was exported yet'],
  noExportsHint: ['填写原因后开始。', 'Give a reason and begin.'],
  numbersWhole: ['完整号码', 'whole numbers'],
  numbersMasked: ['号码已隐去', 'masked numbers'],
  keptUntil: ['保留到', 'Kept until'],
  download: ['下载', 'Download'],
})

export const stepWords = defineWords({
  people: ['人员', 'People'],
  peopleHint: [
    '先把销售顾问、前台和经理加进来，导入时才认得名字。',
    'Add consultants, reception and managers first, so that imports know their names.',
  ],
  words: ['字典', 'Word lists'],
  wordsHint: [
    '来源、职业、爱好等用词；给本店的叫法加上别名，导入时就能归类。',
    'Sources, occupations, hobbies: add the words of your store as aliases, so that imports sort them in.',
  ],
  calendar: ['日历', 'Calendar'],
  calendarHint: ['休息日不排跟踪。', 'No follow-ups fall on closed days.'],
  prices: ['价格表', 'Price list'],
  pricesHint: [
    '报价从这里取价；集团的价格已经在内，本店不同的价可以单独录入或导入。',
    'Quotes take their prices from here. Those of the group are there already; enter or import what differs in your store.',
  ],
  contracts: ['合同模板', 'Contract templates'],
  contractsHint: [
    '上传本店的 Word 购车合同；没上传前用自带的通用合同。',
    'Upload the Word contract of your store; until then the standard one is used.',
  ],
  demo_cars: ['试驾车', 'Demo cars'],
  demo_carsHint: [
    '登记车牌后才能预约试驾。',
    'Test drives can be booked once their plates are entered.',
  ],
  targets: ['目标', 'Targets'],
  targetsHint: [
    '定了全年和每月的目标，才看得到进度和差距。',
    'The pace and what is missing show once the year and its months have targets.',
  ],
  forms: ['留资表单', 'Web forms'],
  formsHint: [
    '放到官网和活动页上，客户留下的联系方式直接成为线索。',
    'Put one on your site and event pages: what people leave becomes a lead.',
  ],
  customers: ['客户', 'Customers'],
  customersHint: ['客户和车主的固定信息。', 'What is known of customers and owners.'],
  cards: ['潜客卡', 'Prospect cards'],
  cardsHint: [
    '正在跟进的潜客；第一次跟踪会从今天起排开。',
    'Prospects being followed up; first follow-ups are spread from today on.',
  ],
  vehicles: ['保有车辆', 'Owned cars'],
  vehiclesHint: ['挂到车主名下。', 'Put to their owners.'],
  contacts: ['跟踪记录', 'Contacts'],
  contactsHint: ['过去的联系记录，放到客户的时间线上。', 'Past contacts, on the timelines.'],
  visits: ['来店登记', 'Visit register'],
  visitsHint: ['以前的来店（电）登记表，用来看数据。', 'Old registers, for the numbers.'],
})
