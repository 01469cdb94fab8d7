import { metricTable } from '#modules/metrics/index.ts'
import {
  argument,
  type Command,
  type CommandSetting,
  dayOption,
  type Given,
  required,
  storeOf,
  UsageError,
} from './command.ts'

type MetricAnswer = Awaited<ReturnType<typeof metricTable>>

export const metricCommand: Command = {
  name: 'metric',
  usage: 'metric KEY --store CODE --from D --to D [--by DIM]',
  summary: { zh: '查看一家门店的一个数', en: 'Shows one number of one store' },
  options: {
    store: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    by: { type: 'string' },
  },
  run: readMetric,
  print: (answer: MetricAnswer) =>
    [
      ...answer.rows.map((row) => Object.values(row).join('\t')),
      `${answer.key}\t${answer.total ?? '-'}`,
    ].join('\n'),
}

/** A number of one store over business days, by one dimension when asked; as the screens show it. */
async function readMetric(given: Given, { app }: CommandSetting): Promise<MetricAnswer> {
  const key = argument(given, 0, 'KEY')
  const code = required(given, 'store')
  const from = dayOption(given, 'from')
  const to = dayOption(given, 'to')
  if (from > to) throw new UsageError('--from 不能晚于 --to。 --from must not be later than --to.')
  const by = given.options.by
  const store = await storeOf(app, code)
  return metricTable(app, store.code, {
    key,
    from,
    to,
    by: typeof by === 'string' ? by : undefined,
  })
}
