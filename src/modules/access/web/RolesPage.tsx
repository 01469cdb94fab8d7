import { useState } from 'react'
import { type Permission, permissions } from '#shared/permissions.ts'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useLocale, usePhrase, useWords } from '#ui/words.tsx'
import { listRoles, type Role } from '../contracts/roles.ts'
import { roleWords, scopeWords } from '../words.ts'
import { nameIn } from './names.ts'
import { RoleSheet } from './RoleSheet.tsx'
import './access.css'

const rights = Object.keys(permissions) as Permission[]

/** Who may do what, and how far: a column per role, a row per right. */
export function RolesPage() {
  const t = useWords(roleWords)
  const phrase = usePhrase()
  const locale = useLocale()
  const answer = useAsk(listRoles, {}, { live: ['access.role_changed'] })
  const [chosen, setChosen] = useState<Role | 'new'>()
  const roles = answer.data?.roles
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('roles')}</h1>
        <Button kind="primary" onClick={() => setChosen('new')}>
          {t('add')}
        </Button>
      </div>
      <p className="k-muted">{t('hint')}</p>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!roles && !answer.error ? <Skeleton rows={12} /> : null}
      {roles ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reached by keyboard
        <div
          className="access-scroll access-matrix"
          tabIndex={0}
          role="region"
          aria-label={t('roles')}
        >
          <table className="access-table">
            <thead>
              <tr>
                <th scope="col">{t('right')}</th>
                {roles.map((role) => (
                  <th key={role.id} scope="col">
                    <Button kind="quiet" onClick={() => setChosen(role)}>
                      {nameIn(locale, role)}
                    </Button>
                    <div className="k-muted">{t('holders', { n: role.people })}</div>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rights.map((right) => (
                <tr key={right}>
                  <th scope="row">{phrase([permissions[right].zh, permissions[right].en])}</th>
                  {roles.map((role) => {
                    const scope = role.grants[right]
                    return <td key={role.id}>{scope ? phrase(scopeWords[scope]) : '—'}</td>
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {chosen ? (
        <RoleSheet
          role={chosen === 'new' ? undefined : chosen}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </div>
  )
}
