import type { VisitorKind, VisitorLanguage } from '../contract.ts'

/** What a visitor brings that not everybody takes, as the reception says it. */
export interface Needs {
  seriesId?: string | undefined
  language?: VisitorLanguage | undefined
  visitorKind?: VisitorKind | undefined
}

/** Only what was said. */
export function saidNeeds(needs: Needs) {
  return {
    ...(needs.seriesId ? { seriesId: needs.seriesId } : {}),
    ...(needs.language ? { language: needs.language } : {}),
    ...(needs.visitorKind ? { visitorKind: needs.visitorKind } : {}),
  }
}

export const languageWords = {
  en: 'langEn',
  ja: 'langJa',
  ko: 'langKo',
  ru: 'langRu',
  fr: 'langFr',
  de: 'langDe',
  es: 'langEs',
  ar: 'langAr',
  yue: 'langYue',
} as const satisfies Record<VisitorLanguage, string>

export const kindWords = {
  fleet: 'kindFleet',
  vip: 'kindVip',
  difficult: 'kindDifficult',
  owner: 'kindOwner',
  trade_in: 'kindTradeIn',
} as const satisfies Record<VisitorKind, string>
