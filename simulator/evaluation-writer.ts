import { daysBetween } from '#shared/days.ts'
import { instantOf } from './instant-of.ts'
import { createRandom } from './random.ts'
import type { StoreRows } from './store-history.ts'
import type { StorePlan } from './store-plan.ts'

const names: Record<string, string> = {
  'auto-show': '车展',
  newspaper: '晚报整版',
  radio: '交通台广告',
  sms: '短信邀约',
  'short-video': '短视频投放',
}

/** Keeps an evaluation of each campaign, as marketing does when it is over. */
export function writeEvaluations(plan: StorePlan, rows: StoreRows): void {
  const random = createRandom('evaluations', plan.seed, plan.storeNumber)
  for (const campaign of plan.truths.campaigns) {
    if (campaign.to >= plan.today) continue
    const madeAt = instantOf(plan, campaign.to, 17 * 60 + random.whole(0, 40))
    rows.media_evaluations.add({
      store_id: plan.storeId,
      id: random.id(madeAt.getTime()),
      name: `${campaign.from.slice(5).replace('-', '月')}日 ${names[campaign.source] ?? campaign.source}`,
      decided_on: campaign.from,
      days: daysBetween(campaign.from, campaign.to) + 1,
      lag: 0,
      source_id: plan.sources.find((source) => source.code === campaign.source)?.id ?? null,
      channel: null,
      note: '',
      made_at: madeAt,
      made_by: plan.manager,
    })
  }
}
