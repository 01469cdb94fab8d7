import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { customerWords } from '../words.ts'
import { FoundText } from './FoundText.tsx'
import { useFound, useOpenFound } from './useFound.ts'
import './search.css'

/** The search of the phone; what was typed stands in the address, so that back returns to it. */
export function SearchPage() {
  const t = useWords(customerWords)
  const { search, setSearch } = useNavigation()
  const open = useOpenFound()
  const text = search.q ?? ''
  const { found, error, retry, isSettled } = useFound(text)
  return (
    <div className="k-stack">
      <h1>{t('search')}</h1>
      <Field label={t('searchStart')} required>
        <TextInput
          type="search"
          value={text}
          autoFocus
          placeholder={t('searchHint')}
          onChange={(q) => setSearch({ q }, { replace: true })}
        />
      </Field>
      {error ? <Failure error={error} onRetry={retry} /> : null}
      <div aria-live="polite">
        {text.trim() === '' ? (
          <EmptyState title={t('searchStart')}>{t('searchStartHint')}</EmptyState>
        ) : found === undefined ? (
          error ? null : (
            <Skeleton rows={4} height={60} />
          )
        ) : found.length === 0 && isSettled ? (
          <EmptyState title={t('nobody')}>{t('nobodyHint')}</EmptyState>
        ) : (
          <List label={t('results')}>
            {found.map((hit) => (
              <Row key={hit.id} onClick={() => open(hit)}>
                <FoundText found={hit} />
              </Row>
            ))}
          </List>
        )}
      </div>
    </div>
  )
}
