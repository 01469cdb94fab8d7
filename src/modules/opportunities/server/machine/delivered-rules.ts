import type { MachineRules } from '../../contracts/machine.ts'

const managers = ['showroom_manager', 'sales_manager']

/** The machine as delivered: product.md section 2 names the stages, rules.md the wake-up date. */
export const deliveredRules: MachineRules = {
  stages: [
    { percent: 10, name: '获得信息', nameEn: 'Got information', needsModel: false, approvers: [] },
    {
      percent: 25,
      name: '信息明确',
      nameEn: 'Clear information',
      needsModel: false,
      approvers: [],
    },
    { percent: 50, name: '确认意向', nameEn: 'Confirmed', needsModel: false, approvers: [] },
    { percent: 75, name: '商谈', nameEn: 'Negotiating', needsModel: true, approvers: [] },
  ],
  openingStage: 25,
  suspend: { approvers: [], longestDays: 180 },
  activate: {
    early: managers,
    due: [],
    long: { days: 0, approvers: managers },
    again: [],
  },
  terminate: { approvers: managers },
}

/** Read from the order, whatever a store sets (rules.md, Losing and ending). */
export const orderStages = [
  { percent: 90, name: '已签约', nameEn: 'Contract signed' },
  { percent: 100, name: '已交车', nameEn: 'Car delivered' },
] as const
