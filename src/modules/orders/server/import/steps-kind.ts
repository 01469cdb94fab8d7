import { type RecordField, readDay, recordKind, words } from '#modules/imports/index.ts'
import { normaliseVin } from '#shared/vin.ts'
import { defineWords } from '#shared/words.ts'
import { createStepJudge, type StepValues } from './judge-steps.ts'
import { previewStepUndo, takeStepsBack } from './undo-steps.ts'

const labels = defineWords({
  title: ['订单进度（DMS）', 'Steps of orders (DMS)'],
  about: [
    'DMS 里的订车、发运、开票、上牌等进度，一行一步，按订单号或车架号对到已签订的订单；步骤名与“订单设置”里的一致。',
    'Steps from the DMS (ordered, shipped, invoiced, plate …), one per line, matched to signed orders by order number or VIN; steps are named as in the order settings.',
  ],
  file: ['订单进度', 'order-steps'],
})

const fields = {
  orderNumber: {
    zh: '订单号',
    en: 'Order number',
    exact: words('订单编号 合同号 合同编号 orderno ordernumber contractno'),
    parts: words('订单号 合同号'),
    width: 18,
  },
  vin: {
    zh: '车架号',
    en: 'VIN',
    exact: words('vin码 vin号 底盘号 车辆识别代号 车架 vin vinno vincode chassis chassisno'),
    parts: words('车架 底盘 vin chassis'),
    width: 22,
    test: (text: string) => normaliseVin(text) !== undefined,
  },
  step: {
    zh: '进度步骤',
    en: 'Step',
    exact: words('步骤 进度 环节 节点 状态 step milestone stage status'),
    parts: words('步骤 环节 节点 step milestone'),
    isNeeded: true,
  },
  doneOn: {
    zh: '完成日期',
    en: 'Done on',
    exact: words('日期 办理日期 时间 date doneon completedon stepdate'),
    parts: words('完成日 办理日 日期 date'),
    isNeeded: true,
    width: 12,
    test: (_: string, cell) =>
      readDay(cell, { year: 2000, month: 1, isAnyYear: true }).day !== null,
  },
  number: {
    zh: '单号',
    en: 'Number',
    exact: words('发票号 运单号 保单号 票号 number docno invoiceno'),
    parts: words('发票号 运单号 保单号 票号'),
    width: 18,
  },
  note: {
    zh: '说明',
    en: 'Note',
    exact: words('备注 note remark remarks'),
    parts: words('备注 说明 note remark'),
  },
} satisfies Record<string, RecordField>

const longestNumber = 60
const longestNote = 300

/** Invoice and shipment steps as the DMS tells them (seed row 002-71). */
export const stepsKind = recordKind<StepValues>({
  key: 'order_steps',
  title: labels.title,
  about: labels.about,
  file: labels.file,
  order: 70,
  fields,
  reasons: {
    no_such_order: {
      zh: '本店没有这张已签订的订单：{value}',
      en: 'The store has no signed order: {value}',
    },
    no_such_step: {
      zh: '“{column}”不在订单设置的步骤里：{value}',
      en: '“{column}” is no step of the order settings: {value}',
    },
  },
  oneOf: [['orderNumber', 'vin'], ['step'], ['doneOn']],
  read(line) {
    const vin = line.text('vin')
    const orderNumber = line.text('orderNumber')
    const step = line.text('step')
    const read = vin === null ? null : (normaliseVin(vin) ?? null)
    if (vin !== null && read === null) line.refuse('vin', 'not_a_vin')
    if (vin === null && orderNumber === null) line.refuse('orderNumber', 'missing')
    if (step === null) line.refuse('step', 'missing')
    const doneOn = line.day('doneOn')
    if (doneOn === null && line.text('doneOn') === null) line.refuse('doneOn', 'missing')
    return {
      orderNumber: orderNumber?.toUpperCase() ?? null,
      vin: read,
      step: step ?? '',
      doneOn,
      number: line.text('number')?.slice(0, longestNumber) ?? '',
      note: line.text('note')?.slice(0, longestNote) ?? '',
    }
  },
  createJudge: createStepJudge,
  previewUndo: previewStepUndo,
  takeBack: takeStepsBack,
})
