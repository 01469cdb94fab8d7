import { useState } from 'react'
import { call } from '#ui/call.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { useWords } from '#ui/words.tsx'
import { startFirstGroup } from '../contracts/first-start.ts'
import { NewGroupForm } from './NewGroupForm.tsx'
import { enterProduct, tokenOfLink } from './one-time-link.ts'
import { loginWords } from './words.ts'

/** The first administrator of an empty product makes the group, its first store and their account. */
export function FirstStartPage() {
  const t = useWords(loginWords)
  const [token] = useState(tokenOfLink)
  return (
    <main className="k-login">
      <div className="k-stack">
        <h1>{t('firstStart')}</h1>
        {token === '' ? <Notice tone="overdue">{t('noToken')}</Notice> : null}
        <p className="k-muted">{t('firstStartHint')}</p>
        <div className="k-card">
          <NewGroupForm
            onStart={async (group, options) => {
              await call(startFirstGroup, { body: { ...group, token } }, options)
              enterProduct()
            }}
          />
        </div>
      </div>
    </main>
  )
}
