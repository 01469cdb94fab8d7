import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { targetWords } from '../words.ts'

const tabs = ['/targets', '/targets/table', '/leader-board', '/appraisals'] as const
type Tab = (typeof tabs)[number]

/** Targets, ranking and appraisal are one area: the same tabs on each of its screens. */
export function GoalTabs({ tab }: { tab: Tab }) {
  const t = useWords(targetWords)
  const { go } = useNavigation()
  const maySeeAppraisals = useCan('appraisals.read')
  const names: Record<Tab, string> = {
    '/targets': t('pace'),
    '/targets/table': t('target'),
    '/leader-board': t('leaderBoard'),
    '/appraisals': t('appraisals'),
  }
  return (
    <div className="goal-tools">
      <Segmented
        label={t('targets')}
        value={tab}
        onChange={(next) => go(next)}
        options={tabs
          .filter((one) => one !== '/appraisals' || maySeeAppraisals)
          .map((value) => ({ value, label: names[value] }))}
      />
    </div>
  )
}
