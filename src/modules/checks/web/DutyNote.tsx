import type { WorkKind } from '#shared/work-kinds.ts'
import { useAsk } from '#ui/ask.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { listDuties } from '../contract.ts'
import { dutyWords } from '../duty-words.ts'

/** The names of roles in the language of the page. */
export function useRoleNames(): (keys: readonly string[]) => string {
  const locale = useLocale()
  const roles = useAsk(listDuties, {}).data?.roles ?? []
  return (keys) =>
    keys
      .map((key) => {
        const role = roles.find((one) => one.key === key)
        return role ? (locale === 'en' ? role.nameEn : role.name) : key
      })
      .join(locale === 'en' ? ', ' : '、')
}

/** Who does this kind of work and who checks it, on the screen of the work itself. */
export function DutyNote({ work }: { work: WorkKind }) {
  const t = useWords(dutyWords)
  const names = useRoleNames()
  const duties = useAsk(listDuties, {}, { live: ['checks.duties_changed'], keep: true })
  const duty = duties.data?.items.find((one) => one.work === work)
  if (!duty) return null
  return (
    <small className="k-muted">
      {t('dutyLine', { executors: names(duty.executors), checkers: names(duty.checkers) })}
    </small>
  )
}
