import { call } from '#ui/call.ts'
import { Notice } from '#ui/light/Feedback.tsx'
import { useSession } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import { startGroup } from '../contracts/first-start.ts'
import { storeWords } from '../words.ts'
import { NewGroupForm } from './NewGroupForm.tsx'
import { enterProduct } from './one-time-link.ts'
import './access.css'

/** Leaves the demo for an empty group of one's own. */
export function OwnStorePage() {
  const t = useWords(storeWords)
  const { isDemo } = useSession()
  return (
    <div className="k-stack access-narrow">
      <h1>{t('ownStore')}</h1>
      {isDemo ? (
        <>
          <p className="k-muted">{t('leaveDemoHint')}</p>
          <div className="k-card">
            <NewGroupForm
              onStart={async (group, options) => {
                await call(startGroup, { body: group }, options)
                enterProduct()
              }}
            />
          </div>
        </>
      ) : (
        <Notice>{t('notDemo')}</Notice>
      )}
    </div>
  )
}
