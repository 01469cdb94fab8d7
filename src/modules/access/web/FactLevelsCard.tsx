import { factWords } from '#shared/customer-fact-words.ts'
import {
  type CustomerFact,
  customerFacts,
  type FactLevel,
  factLevelValues,
  isFactOf,
} from '#shared/customer-facts.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useWords } from '#ui/words.tsx'
import { changeStore, listStores, type StoreRecord } from '../contracts/stores.ts'
import { storeWords } from '../words.ts'
import './access.css'

/** From which level on each fact of a customer must be known; what is missing is asked for then. */
export function FactLevelsCard({ store }: { store: StoreRecord }) {
  const t = useWords(storeWords)
  const f = useWords(factWords)
  const toast = useToast()
  const change = useDo(changeStore, { refresh: [listStores] })
  const sayLevel = (level: FactLevel) =>
    level === 'never' ? t('factNever') : t('factFrom', { level })
  const ofCompany = (fact: CustomerFact) => !isFactOf(fact, 'person')
  return (
    <section className="k-card k-stack" aria-label={t('factLevels')}>
      <h2>{t('factLevels')}</h2>
      <p className="k-muted">{t('factLevelsHint')}</p>
      <Form<Record<CustomerFact, FactLevel>>
        focusFirst={false}
        submit={t('saveFactLevels')}
        initial={store.settings.factLevels}
        required={[...customerFacts]}
        onSubmit={async (factLevels) => {
          await change.mutateAsync({
            params: { id: store.id },
            body: { version: store.version, settings: { factLevels } },
          })
          toast(t('saved'))
        }}
      >
        {(form) => (
          <div className="access-two">
            {customerFacts.map((fact) => (
              <Field
                key={fact}
                {...form.field(fact)}
                label={ofCompany(fact) ? t('ofCompanies', { fact: f(fact) }) : f(fact)}
              >
                <Select
                  {...form.input(fact)}
                  options={factLevelValues.map((value) => ({ value, label: sayLevel(value) }))}
                />
              </Field>
            ))}
          </div>
        )}
      </Form>
    </section>
  )
}
