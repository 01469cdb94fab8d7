import { type RecordField, readName, recordKind, words } from '#modules/imports/index.ts'
import { normalisePlate } from '#shared/plate.ts'
import { normaliseVin } from '#shared/vin.ts'
import { defineWords } from '#shared/words.ts'
import { customerFields } from './customer-fields.ts'
import { exportVehicles } from './export-vehicles.ts'
import { createVehicleJudge, type VehicleValues } from './judge-vehicles.ts'
import { previewVehicleUndo, takeVehiclesBack } from './undo-vehicles.ts'
import { countVehicles } from './vehicle-imports.queries.ts'

const labels = defineWords({
  title: ['保有车辆', 'Owned cars'],
  about: [
    '客户名下的车：按车主电话（没有电话时按姓名）挂到客户名下；车架号或车牌相同的车只更新。请先导入客户。',
    'Cars of customers, found by the owner’s phone, or name where there is no phone; a car known by VIN or plate is updated. Import the customers first.',
  ],
  file: ['保有车辆', 'owned-cars'],
})

const fields = {
  phone: { ...customerFields.phone, zh: '车主电话', en: 'Owner phone', isNeeded: false },
  name: { ...customerFields.name, zh: '车主姓名', en: 'Owner', isNeeded: false },
  plate: customerFields.plate,
  vin: {
    zh: '车架号',
    en: 'VIN',
    exact: words(
      'vin码 vin号 底盘号 车辆识别代号 车辆识别码 识别代码 车架 vin vinno vincode chassis chassisno',
    ),
    parts: words('车架 底盘 识别代 vin chassis'),
    isNeeded: true,
    width: 22,
    test: (text: string) => normaliseVin(text) !== undefined,
  },
  series: {
    zh: '车系',
    en: 'Model',
    exact: words('车型 车种 车款 品牌车型 购买车型 model series car vehicle carmodel'),
    parts: words('车系 车型 model'),
  },
  colour: {
    zh: '颜色',
    en: 'Colour',
    exact: words('车身颜色 外观颜色 外观色 车色 color colour exteriorcolor'),
    parts: words('颜色 colo'),
    width: 10,
  },
  boughtOn: {
    zh: '购车日期',
    en: 'Bought on',
    exact: words(
      '购买日期 购车时间 购车日 开票日期 销售日期 购置日期 boughton purchasedate dateofpurchase solddate',
    ),
    parts: words('购车 购买日 开票日 purchase'),
    width: 12,
  },
  deliveredOn: {
    zh: '交车日期',
    en: 'Delivered on',
    exact: words('交付日期 提车日期 提车时间 交车时间 交车日 deliveredon deliverydate'),
    parts: words('交车 提车 交付 deliver'),
    width: 12,
  },
  orderNumber: {
    zh: '订单号',
    en: 'Order number',
    exact: words('合同号 订单编号 合同编号 orderno ordernumber contractno'),
    parts: words('订单号 合同号'),
  },
} satisfies Record<string, RecordField>

const longestColour = 30
const longestOrder = 40

/** Cars of owners. */
export const vehiclesKind = recordKind<VehicleValues>({
  key: 'vehicles',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 30,
  fields,
  somethingElse: /保险|年检|保养|旧车|置换|insurance|service|trade/,
  oneOf: [
    ['vin', 'plate'],
    ['phone', 'name'],
  ],
  read(line, words) {
    const plate = line.text('plate')
    const vin = line.text('vin')
    const read = {
      plate: plate === null ? null : (normalisePlate(plate) ?? null),
      vin: vin === null ? null : (normaliseVin(vin) ?? null),
    }
    if (plate !== null && read.plate === null) line.refuse('plate', 'not_a_plate')
    if (vin !== null && read.vin === null) line.refuse('vin', 'not_a_vin')
    if (plate === null && vin === null) line.refuse(line.has('vin') ? 'vin' : 'plate', 'missing')
    const name = line.text('name')
    return {
      ...read,
      name: name === null ? null : readName(name).name,
      phones: line.phones('phone'),
      seriesId: words.series(line, 'series'),
      colour: line.text('colour')?.slice(0, longestColour) ?? null,
      boughtOn: line.day('boughtOn', { isAnyYear: true }),
      deliveredOn: line.day('deliveredOn', { isAnyYear: true }),
      orderNumber: line.text('orderNumber')?.slice(0, longestOrder) ?? null,
    }
  },
  createJudge: createVehicleJudge,
  previewUndo: previewVehicleUndo,
  takeBack: takeVehiclesBack,
  exported: exportVehicles,
  count: countVehicles,
})
