import { Period } from '#ui/When.tsx'
import { useAsk } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { storeName, useCan, useSession } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type AskedQuery, exportReading, getReading, type QuestionName } from '../contract.ts'
import { analysisTitles } from '../titles.ts'
import { AskedForm } from './AskedForm.tsx'
import { deskWords } from './desk-words.ts'
import { questionGroups } from './groups.ts'
import { KeptEvaluations } from './KeptEvaluations.tsx'
import { ReadingView } from './ReadingView.tsx'
import './desk.css'

const numbersNews = ['showroom.*', 'opportunities.*', 'orders.*', 'losses.*', 'analysis.*']
const known: readonly QuestionName[] = questionGroups.flatMap((group) => [...group.questions])

/** One question of the desk: what is asked, what was found, and where it comes from. */
export function QuestionPage() {
  const t = useWords(deskWords)
  const titles = useWords(analysisTitles)
  const locale = useLocale()
  const toast = useToast()
  const { params, search } = useNavigation()
  const { store } = useSession()
  const mayExport = useCan('exports.run')
  const question = known.find((one) => one === params.question) ?? 'traffic'
  const input = { params: { question }, query: { ...askedIn(search), lang: locale } }
  const reading = useAsk(getReading, input, { live: numbersNews, keep: true })
  const save = () =>
    download(exportReading, input).then(
      () => toast(t('exported')),
      (error: unknown) => toast(sayError(error, locale)),
    )
  // The answer of another question stays on the screen no longer than its own.
  const data = reading.data?.question === question ? reading.data : undefined
  return (
    <div className="k-stack desk">
      <div className="k-spread">
        <h1>
          {titles(question)}{' '}
          {data ? (
            <small className="k-muted">
              {data.stores > 1 ? t('allStores', { n: data.stores }) : storeName(store, locale)}{' '}
              <Period from={data.from} to={data.to} />
            </small>
          ) : null}
        </h1>
        <div className="k-line desk-tools">
          <Button onClick={() => window.print()}>{t('print')}</Button>
          {mayExport ? <Button onClick={() => void save()}>{t('toExcel')}</Button> : null}
        </div>
      </div>
      <nav className="desk-tools desk-pages" aria-label={t('pages')}>
        <Link to="/analysis" className="k-button">
          {titles('desk')}
        </Link>
        {questionGroups.flatMap((group) =>
          group.questions.map((one) => (
            <Link
              key={one}
              to={`/analysis/${one}`}
              className="desk-page"
              {...(one === question ? { 'aria-current': 'page' as const } : {})}
            >
              {titles(one)}
            </Link>
          )),
        )}
      </nav>
      <AskedForm question={question} shown={data} />
      {reading.error ? (
        <Failure error={reading.error} onRetry={() => void reading.refetch()} />
      ) : null}
      {data === undefined && !reading.error ? <Skeleton rows={8} /> : null}
      {data?.missing ? <EmptyState title={t('notYet')}>{data.missing}</EmptyState> : null}
      {data ? <ReadingView reading={data} /> : null}
      {question === 'media' ? <KeptEvaluations /> : null}
    </div>
  )
}

const names = [
  'from',
  'to',
  'stores',
  'step',
  'day',
  'days',
  'lag',
  'source',
  'channel',
  'volume',
  'filing',
  'closing',
  'wait',
  'waiting',
  'series',
] as const satisfies (keyof AskedQuery)[]

/** What stands in the address, as the route takes it; the server judges it. */
function askedIn(search: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])),
  )
}
