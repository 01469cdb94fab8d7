import { joinAliases, splitAliases } from '#shared/alias-text.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Brand,
  changeBrand,
  createBrand,
  listBrandsRoute,
  listSeriesRoute,
} from '../contract.ts'
import { catalogWords } from '../words.ts'
import { nameOf } from './name-of.ts'
import { RestButton } from './RestButton.tsx'

interface Values {
  name: string
  nameEn: string
  aliases: string
  whose: 'own' | 'rival'
}

/** Adds a brand, or changes one. */
export function BrandSheet({ brand, onClose }: { brand: Brand | undefined; onClose: () => void }) {
  const t = useWords(catalogWords)
  const locale = useLocale()
  const toast = useToast()
  const refresh = [listBrandsRoute, listSeriesRoute]
  const create = useDo(createBrand, { refresh })
  const change = useDo(changeBrand, { refresh })
  const save = async (values: Values) => {
    const body = {
      name: values.name,
      nameEn: values.nameEn,
      aliases: splitAliases(values.aliases),
      isOwn: values.whose === 'own',
    }
    if (brand)
      await change.mutateAsync({
        params: { id: brand.id },
        body: { version: brand.version, ...body },
      })
    else await create.mutateAsync({ body })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(brand ? 'editBrand' : 'addBrand')}>
      <Form<Values>
        initial={{
          name: brand?.name ?? '',
          nameEn: brand?.nameEn ?? '',
          aliases: joinAliases(brand?.aliases ?? []),
          whose: brand?.isOwn === false || !brand ? 'rival' : 'own',
        }}
        draft={`brand.${brand?.id ?? 'new'}`}
        required={['name', 'whose']}
        onSubmit={save}
        onCancel={onClose}
        actions={
          brand ? (
            <RestButton
              name={nameOf(brand, locale)}
              isActive={brand.isActive}
              version={brand.version}
              change={(version, isActive) =>
                change.mutateAsync({ params: { id: brand.id }, body: { version, isActive } })
              }
              onDone={onClose}
            />
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('nameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={60} {...form.input('nameEn')} />
            </Field>
            <Field group label={t('whoseBrand')} {...form.field('whose')}>
              <Choice
                label={t('whoseBrand')}
                {...form.input('whose')}
                options={[
                  { value: 'own', label: t('ownBrand') },
                  { value: 'rival', label: t('rivalBrand') },
                ]}
              />
            </Field>
            <Field label={t('aliases')} {...form.field('aliases')}>
              <TextArea rows={2} {...form.input('aliases')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
