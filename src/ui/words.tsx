import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react'
import type { Locale } from '#shared/errors.ts'
import { type Phrase, say, translator, type Values, type Words } from '#shared/words.ts'

const LocaleContext = createContext<Locale>('zh')

/** The language the browser asks for; Chinese unless it asks for something else first. */
export function browserLocale(languages: readonly string[]): Locale {
  const first = languages[0] ?? 'zh-CN'
  return first.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** The BCP 47 tag of a language of the product. */
export function languageTag(locale: Locale): 'zh-CN' | 'en' {
  return locale === 'zh' ? 'zh-CN' : 'en'
}

/** Sets the language of everything below it and of the document. */
export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = languageTag(locale)
  }, [locale])
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>
}

export function useLocale(): Locale {
  return useContext(LocaleContext)
}

/** A translator for one set of phrases: `const t = useWords(visitWords); t('open', { n: 3 })`. */
export function useWords<T extends Words>(words: T) {
  const locale = useLocale()
  return useMemo(() => translator(words, locale), [words, locale])
}

/** Says single phrases (titles of screens, names of options): `phrase(screen.title)`. */
export function usePhrase(): (phrase: Phrase, values?: Values) => string {
  const locale = useLocale()
  return useCallback((phrase, values) => say(phrase, locale, values), [locale])
}
