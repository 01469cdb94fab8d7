import { App, theme as antd, ConfigProvider } from 'antd'
import en from 'antd/es/locale/en_GB'
import zh from 'antd/es/locale/zh_CN'
import type { ReactNode } from 'react'
import { useMode } from '#ui/shell/mode.ts'
import { antdTheme } from '#ui/theme.ts'
import { useLocale } from '#ui/words.tsx'
import 'dayjs/locale/zh-cn'

/** Ant Design with our tokens and language, around the screens that use it. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const locale = useLocale()
  const mode = useMode()
  return (
    <ConfigProvider
      locale={locale === 'zh' ? zh : en}
      theme={{
        ...antdTheme(mode),
        algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
      }}
      // A sheet lies above everything else in the page, so its menus must open inside it.
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
    >
      <App component={false}>{children}</App>
    </ConfigProvider>
  )
}
