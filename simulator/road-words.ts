/** What customers of the demo need. */
export const needsLines = [
  {
    purpose: '上下班代步',
    fuel: 'hybrid',
    must_haves: '省油、倒车影像',
    decision_maker: '本人',
    timing: '一个月内',
    current_car: '无',
    payment: 'loan',
  },
  {
    purpose: '接送孩子、周末出游',
    fuel: 'petrol',
    must_haves: '后排宽、儿童座椅接口',
    decision_maker: '夫妻商量',
    timing: '国庆前',
    current_car: '朗逸 2017',
    payment: 'cash',
  },
  {
    purpose: '公司接待',
    fuel: 'plug_in',
    must_haves: '后排舒适、隔音',
    decision_maker: '老板',
    timing: '下季度',
    current_car: '商务车一台',
    payment: 'lease',
  },
  {
    purpose: '全家出行',
    fuel: 'electric',
    must_haves: '七座、续航 500 公里以上',
    decision_maker: '太太',
    timing: '三个月内',
    current_car: 'SUV 一台',
    payment: 'loan',
  },
] as const

/** Cars customers of the demo would trade in. */
export const tradeInCars = [
  { car: '大众朗逸 1.6L', year: 2017, condition: 'good', condition_note: '左前门补漆' },
  { car: '日产轩逸 经典', year: 2015, condition: 'fair', condition_note: '底盘异响' },
  { car: '丰田卡罗拉 双擎', year: 2019, condition: 'excellent', condition_note: '' },
  { car: '别克英朗', year: 2016, condition: 'good', condition_note: '换过前保险杠' },
] as const

/** What activities of the demo cost, in yuan. */
export const costLines = [
  { kind: 'gift', from: 30, to: 200, result: '送到店礼，客户同意再来' },
  { kind: 'fuel', from: 20, to: 80, result: '上门送资料，见到决策人' },
  { kind: 'meal', from: 60, to: 300, result: '陪同用餐，确认预算' },
  { kind: 'travel', from: 40, to: 260, result: '上门试驾' },
  { kind: 'referral', from: 200, to: 500, result: '老客户介绍，已留档' },
] as const

/** Rivals of the demo; `option` is the competitor of the dictionary. */
export const rivalLines = [
  {
    option: 'toyota',
    brand: '丰田',
    name: '卡罗拉锐放',
    price_from_fen: 12_980_000,
    price_to_fen: 16_980_000,
    attributes: { length: 4_485, wheelbase: 2_640, power: 126, consumption: 5.7, seats: 5 },
    strong: '保值率高，故障少',
    weak: '后排偏窄，隔音一般',
    answer: '“保值确实好。您常坐后排，请坐进来比一比膝部空间；再跑一段高架听听隔音。”',
  },
  {
    option: 'honda',
    brand: '本田',
    name: '思域',
    price_from_fen: 12_990_000,
    price_to_fen: 18_790_000,
    attributes: { length: 4_674, wheelbase: 2_735, power: 134, consumption: 6.2, seats: 5 },
    strong: '动力好，年轻人喜欢',
    weak: '胎噪大，配置少',
    answer: '“动力不错。您每天走高架，静音和辅助驾驶天天用得上，试驾时请留意。”',
  },
  {
    option: 'byd',
    brand: '比亚迪',
    name: '宋PLUS',
    price_from_fen: 12_980_000,
    price_to_fen: 17_580_000,
    attributes: { length: 4_775, wheelbase: 2_765, power: 145, consumption: 1.4, seats: 5 },
    strong: '电耗低，配置多',
    weak: '高速能耗上升，二手价跌得快',
    answer: '“市区省电没错。您一年跑两趟老家，高速和二手价也算进去，五年总花费差不多。”',
  },
  {
    option: 'tesla',
    brand: '特斯拉',
    name: 'Model Y',
    price_from_fen: 26_390_000,
    price_to_fen: 31_390_000,
    attributes: { length: 4_750, wheelbase: 2_890, power: 220, range: 593, seats: 5 },
    strong: '智能驾驶、品牌号召力',
    weak: '内饰简单，售后排队',
    answer: '“智能化是强项。我们店三公里内就能保养，坐进来再比一比座椅和内饰。”',
  },
  {
    option: 'li-auto',
    brand: '理想',
    name: 'L6',
    price_from_fen: 24_980_000,
    price_to_fen: 27_980_000,
    attributes: { length: 4_925, wheelbase: 2_920, power: 300, range: 212, seats: 5 },
    strong: '大空间、冰箱彩电',
    weak: '亏电油耗高',
    answer: '“空间很大。您家没有充电桩，长期亏电的油耗我们一起算一算。”',
  },
] as const
