import { type SimulatedGroup, simulateGroup } from '../../simulator/simulate-group.ts'
import { type Command, wholeNumber } from './command.ts'

export const simulateCommand: Command = {
  name: 'simulate',
  usage: 'simulate [--stores N] [--years Y] [--seed S]',
  summary: { zh: '生成一个模拟的经销商集团', en: 'Makes a simulated dealer group' },
  options: { stores: { type: 'string' }, years: { type: 'string' }, seed: { type: 'string' } },
  run: (given, { app, database, say }) =>
    simulateGroup(
      app,
      database.ownerUrl,
      {
        stores: wholeNumber(given, 'stores', 4, 1, 2_000),
        years: wholeNumber(given, 'years', 2, 1, 20),
        seed: wholeNumber(given, 'seed', 1, 0, 2_147_483_647),
      },
      say,
    ),
  print: (group: SimulatedGroup) =>
    `${group.groupCode}: ${group.stores.length} stores, ${group.rows} rows, ${group.from} … ${group.to}`,
}
