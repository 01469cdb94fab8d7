import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { showroomWords } from '../words.ts'
import { LeavesPart } from './LeavesPart.tsx'
import { RotationLogPart } from './RotationLogPart.tsx'
import { SkillsPart } from './SkillsPart.tsx'
import './floor.css'

const parts = ['leaves', 'skills', 'log'] as const

/** Behind the rotation: who is away when, who can take what, and what happened in it. */
export function RotationPage() {
  const t = useWords(showroomWords)
  const { search, setSearch } = useNavigation()
  const part = parts.find((one) => one === search.part) ?? 'leaves'
  return (
    <div className="k-stack">
      <h1>{t('planning')}</h1>
      <div className="k-line">
        <Segmented
          label={t('planning')}
          value={part}
          onChange={(value) => setSearch({ part: value === 'leaves' ? undefined : value })}
          options={[
            { value: 'leaves', label: t('leaves') },
            { value: 'skills', label: t('skills') },
            { value: 'log', label: t('logOfDay') },
          ]}
        />
      </div>
      {part === 'leaves' ? <LeavesPart /> : null}
      {part === 'skills' ? <SkillsPart /> : null}
      {part === 'log' ? <RotationLogPart /> : null}
    </div>
  )
}
