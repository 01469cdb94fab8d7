import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone, timeInZone } from '#shared/days.ts'
import type { Paper } from '#shared/paper.ts'
import { say } from '#shared/words.ts'
import { contractWords as words } from '../../contract-words.ts'
import { type ContractValues, lineLoop } from './placeholders.ts'

type Word = keyof typeof words

/** The contract as a sheet of paper: the same values as in the Word file, drawn as PDF. */
export function contractPaper(ctx: Ctx, values: ContractValues): Paper {
  const t = (word: Word) => say(words[word], 'zh')
  const text = (name: string) => String(values[name] ?? '')
  const fact = (label: string, name: string) => ({ label, value: text(name) })
  const rows = (values[lineLoop] ?? []) as Record<string, string>[]
  const zone = ctx.store.timeZone
  return {
    title: t('p_title'),
    orientation: 'portrait',
    head: [ctx.store.name, text('合同编号'), text('签订日期')],
    parts: [
      {
        kind: 'facts',
        title: t('p_parties'),
        facts: [
          fact(t('p_seller'), '门店名称'),
          fact('销售顾问', '销售顾问'),
          fact(t('p_buyer'), '客户姓名'),
          fact(t('p_phone'), '客户电话'),
          fact(t('p_id'), '客户证件号'),
          fact(t('p_address'), '客户地址'),
        ],
      },
      {
        kind: 'facts',
        title: t('p_car'),
        facts: ['车系', '车型', '颜色', '台数', '车架号', '承诺交车日期', '付款方式'].map((name) =>
          fact(name, name),
        ),
      },
      {
        kind: 'table',
        title: t('p_price'),
        empty: t('p_noLines'),
        columns: [
          { title: t('p_seq'), width: 2, align: 'center' },
          { title: t('p_kind'), width: 4, align: 'left' },
          { title: t('p_name'), width: 10, align: 'left' },
          { title: t('p_count'), width: 3, align: 'right' },
          { title: t('p_unit'), width: 5, align: 'right' },
          { title: t('p_sum'), width: 5, align: 'right' },
        ],
        rows: rows.map((row) =>
          ['序号', '类别', '名称', '数量', '单价', '金额'].map((name) => row[name] ?? ''),
        ),
        totals: ['', '', '合计', '', '', text('合同金额')],
      },
      {
        kind: 'facts',
        title: null,
        facts: [
          { label: '合同金额（元）', value: text('合同金额') },
          { label: t('p_inWords'), value: text('合同金额大写') },
          { label: '已付（元）', value: text('已付金额') },
          { label: t('p_inWords'), value: text('已付金额大写') },
          { label: '未付（元）', value: text('未付金额') },
          { label: t('p_inWords'), value: text('未付金额大写') },
        ],
      },
      {
        kind: 'text',
        title: t('p_terms'),
        text: [text('备注'), t('p_termsText')].filter(Boolean).join('\n'),
      },
    ],
    signatures: [t('p_signSeller'), t('p_signBuyer')],
    foot: say(words.p_printed, 'zh', {
      name: ctx.actor.name,
      at: `${dayInZone(ctx.now, zone)} ${timeInZone(ctx.now, zone)}`,
    }),
  }
}
