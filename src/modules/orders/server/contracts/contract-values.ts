import type { Ctx } from '#foundation/ctx.ts'
import { contractPartyOf } from '#modules/customers/index.ts'
import { quoteFields } from '#modules/quotes/index.ts'
import { chineseAmount } from '#shared/chinese-amount.ts'
import { dayInZone } from '#shared/days.ts'
import { formatYuan } from '#shared/money.ts'
import { sayDate } from '#shared/say-date.ts'
import { say } from '#shared/words.ts'
import { lineWord } from '../../line-word.ts'
import { versionName } from '../../car-name.ts'
import { orderWords } from '../../words.ts'
import type { CarRow } from '../cars.queries.ts'
import type { LineRow, OrderLineRow } from '../orders.queries.ts'
import { carLoop, type ContractValues, lineLoop, quotedNames } from './placeholders.ts'

export interface ContractOf {
  order: OrderLineRow
  lines: readonly LineRow[]
  cars: readonly CarRow[]
  number: string
}

/** The value of every placeholder for an order; contracts are in Chinese whatever the reader's language. */
export async function contractValues(ctx: Ctx, given: ContractOf): Promise<ContractValues> {
  const { order, lines, number } = given
  const party = await contractPartyOf(ctx, order.customer_id, number)
  const today = dayInZone(ctx.now, ctx.store.timeZone)
  const vins = given.cars.filter((car) => car.released_at === null).map((car) => car.vin)
  const owed = order.amount_fen - order.paid_fen
  const quoted = order.quote_id === null ? {} : await quoteFields(ctx, order.quote_id)
  return {
    ...Object.fromEntries(quotedNames.map((name) => [name, quoted[name] ?? ''])),
    合同编号: number,
    订单号: order.number,
    签订日期: sayDate(order.signed_on ?? today, 'zh'),
    门店名称: ctx.store.name,
    销售顾问: order.owner ?? '',
    客户姓名: party.name,
    客户电话: party.phone,
    客户证件号: party.idNumber,
    客户地址: party.address,
    开票名称: party.registeredName || party.name,
    税号: party.taxNumber,
    车系: order.series ?? '',
    车型: versionName(order.series, order.model_text),
    颜色: order.colour,
    台数: String(order.quantity),
    车架号: vins.join('、'),
    车价小计: formatYuan(order.list_fen),
    优惠金额: formatYuan(order.discount_fen),
    合同金额: formatYuan(order.amount_fen),
    合同金额大写: chineseAmount(order.amount_fen),
    已付金额: formatYuan(order.paid_fen),
    已付金额大写: chineseAmount(order.paid_fen),
    未付金额: formatYuan(owed),
    未付金额大写: chineseAmount(owed),
    付款方式: order.payment_method === null ? '' : say(orderWords[order.payment_method], 'zh'),
    承诺交车日期: order.promised_on === null ? '' : sayDate(order.promised_on, 'zh'),
    备注: order.note,
    打印日期: sayDate(today, 'zh'),
    [lineLoop]: lines.map((line, index) => ({
      序号: String(index + 1),
      类别: say(orderWords[lineWord(line.kind)], 'zh'),
      名称: line.name,
      数量: String(line.quantity),
      单价: formatYuan(line.unit_fen),
      金额: formatYuan(line.amount_fen),
      说明: line.note,
    })),
    [carLoop]: vins.map((vin) => ({ 架号: vin })),
  }
}
