import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { createStore, listRegions, listStores, type Region } from '../contracts/stores.ts'
import { storeWords } from '../words.ts'
import { nameIn } from './names.ts'

/** Adds a store to the group; its rules begin at their defaults. */
export function NewStoreSheet(props: { regions: readonly Region[]; onClose: () => void }) {
  const t = useWords(storeWords)
  const locale = useLocale()
  const toast = useToast()
  const create = useDo(createStore, { refresh: [listStores, listRegions] })
  return (
    <Sheet open onClose={props.onClose} title={t('addStore')}>
      <Form
        initial={{ code: '', name: '', nameEn: '', regionId: '', city: '', platePrefix: '' }}
        required={['code', 'name', 'nameEn']}
        onCancel={props.onClose}
        onSubmit={async ({ regionId, ...values }) => {
          await create.mutateAsync({
            body: { ...values, regionId: regionId === '' ? null : Number(regionId) },
          })
          toast(t('saved'))
          props.onClose()
        }}
      >
        {(form) => (
          <>
            <Field label={t('code')} hint={t('codeHint')} {...form.field('code')}>
              <TextInput maxLength={20} {...form.input('code')} />
            </Field>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('nameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={60} {...form.input('nameEn')} />
            </Field>
            <Field label={t('region')} {...form.field('regionId')}>
              <Select
                {...form.input('regionId')}
                placeholder={t('noRegion')}
                options={props.regions.map((region) => ({
                  value: String(region.id),
                  label: nameIn(locale, region),
                }))}
              />
            </Field>
            <Field label={t('city')} {...form.field('city')}>
              <TextInput maxLength={40} {...form.input('city')} />
            </Field>
            <Field label={t('platePrefix')} {...form.field('platePrefix')}>
              <TextInput maxLength={2} {...form.input('platePrefix')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
