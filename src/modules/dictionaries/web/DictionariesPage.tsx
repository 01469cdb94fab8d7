import { useState } from 'react'
import { useAsk } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Segmented } from '#ui/light/Choice.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useCan } from '#ui/session.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'
import { listOptionsRoute, type Option, type OptionKind, optionKinds } from '../contract.ts'
import { dictionaryWords } from '../words.ts'
import { OptionSheet } from './OptionSheet.tsx'
import { OptionTable } from './OptionTable.tsx'
import './dictionaries.css'

type Owner = Option['owner']
const kinds = Object.keys(optionKinds) as OptionKind[]

/** The lists of a group and of a store: kinds on the left, the options of one on the right. */
export function DictionariesPage() {
  const t = useWords(dictionaryWords)
  const phrase = usePhrase()
  const { search, setSearch } = useNavigation()
  const kind = kinds.find((one) => one === search.kind) ?? 'source'
  const owner: Owner = search.owner === 'store' ? 'store' : 'standard'
  const addressOf = (one: OptionKind) =>
    `/dictionaries?kind=${one}${owner === 'store' ? '&owner=store' : ''}`
  return (
    <div className="k-stack">
      <h1>{t('dictionaries')}</h1>
      <div className="dictionaries">
        <nav className="k-card dictionaries-kinds" aria-label={t('fields')}>
          <ul>
            {kinds.map((one) => (
              <li key={one}>
                <Link
                  to={addressOf(one)}
                  className="k-nav-link"
                  {...(one === kind ? { 'aria-current': 'page' as const } : {})}
                >
                  {phrase(optionKinds[one])}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="dictionaries-choice">
          <Select
            aria-label={t('fields')}
            value={kind}
            onChange={(one) => setSearch({ kind: one })}
            options={kinds.map((one) => ({ value: one, label: phrase(optionKinds[one]) }))}
          />
        </div>
        <OptionList key={`${kind} ${owner}`} kind={kind} owner={owner} />
      </div>
    </div>
  )
}

function OptionList({ kind, owner }: { kind: OptionKind; owner: Owner }) {
  const t = useWords(dictionaryWords)
  const phrase = usePhrase()
  const { setSearch } = useNavigation()
  const canEdit = useCan('dictionaries.manage', owner === 'standard' ? 'group' : 'store')
  const [showResting, setShowResting] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const answer = useAsk(
    listOptionsRoute,
    { query: { kind, state: 'all' } },
    { live: ['dictionaries.options_changed'] },
  )
  const all = answer.data?.items
  const mine = all?.filter((option) => option.owner === owner)
  const shown = mine?.filter((option) => showResting || option.isActive)
  const hasResting = mine?.some((option) => !option.isActive) ?? false
  const add = canEdit ? (
    <Button kind="primary" onClick={() => setChosen('new')}>
      {t('addOption')}
    </Button>
  ) : null
  return (
    <section className="k-stack" aria-label={phrase(optionKinds[kind])}>
      <div className="k-spread">
        <h2>{phrase(optionKinds[kind])}</h2>
        {add}
      </div>
      <div className="k-spread">
        <Segmented<Owner>
          label={t('whoseOptions')}
          value={owner}
          onChange={(next) => setSearch({ owner: next === 'store' ? 'store' : undefined })}
          options={[
            { value: 'standard', label: t('standardOptions') },
            { value: 'store', label: t('storeOptions') },
          ]}
        />
        {hasResting ? (
          <label className="k-line dictionaries-check">
            <input
              type="checkbox"
              checked={showResting}
              onChange={(event) => setShowResting(event.target.checked)}
            />
            {t('showResting')}
          </label>
        ) : null}
      </div>
      <p className="k-muted">{t(owner === 'standard' ? 'standardHint' : 'storeHint')}</p>
      {answer.error ? <Failure error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {all === undefined && !answer.error ? <Skeleton rows={10} /> : null}
      {shown?.length === 0 ? (
        <EmptyState title={t(owner === 'store' ? 'noOptions' : 'noStandard')}>
          {owner === 'store' ? t('noOptionsHint') : null}
        </EmptyState>
      ) : null}
      {all && mine && shown && shown.length > 0 ? (
        <OptionTable
          kind={kind}
          owner={owner}
          all={all}
          mine={mine}
          shown={shown}
          canEdit={canEdit}
          onOpen={setChosen}
        />
      ) : null}
      {all && chosen !== undefined ? (
        <OptionSheet
          kind={kind}
          owner={owner}
          option={all.find((option) => option.id === chosen)}
          standards={all.filter((option) => option.owner === 'standard')}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </section>
  )
}
