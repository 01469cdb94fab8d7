import { useWords } from '#ui/words.tsx'
import type { AuditEntry } from '../contracts/audit.ts'
import { auditWords } from '../words.ts'

/** Who did it, in words: a person, a person's key, or the product itself. */
export function useActor(): (entry: AuditEntry) => string {
  const t = useWords(auditWords)
  return (entry) => {
    if (entry.actorKind === 'system') return t('system')
    const name = entry.actorName ?? '—'
    return entry.actorKind === 'api_key' ? `${name} (${t('byKey')})` : name
  }
}
