import { Link } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { analysisTitles } from '../titles.ts'
import { deskWords } from './desk-words.ts'
import { questionGroups } from './groups.ts'
import './desk.css'

/** The decision desk: every question with the page that answers it. */
export function DeskPage() {
  const t = useWords(deskWords)
  const titles = useWords(analysisTitles)
  return (
    <div className="k-stack">
      <h1>{titles('desk')}</h1>
      <p className="k-muted">{t('deskHint')}</p>
      {questionGroups.map((group) => (
        <section key={group.key} className="k-stack" aria-labelledby={group.key}>
          <h2 id={group.key}>{t(group.key)}</h2>
          <div className="desk-cards">
            {group.questions.map((question) => (
              <Link key={question} to={`/analysis/${question}`} className="k-card desk-card">
                <strong>{titles(question)}</strong>
                <span className="k-muted">{t(question)}</span>
              </Link>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}
