import { App, ConfigProvider, theme as antd } from 'antd'
import en from 'antd/es/locale/en_GB'
import zh from 'antd/es/locale/zh_CN'
import { type ReactNode, useEffect, useState } from 'react'
import { antdTheme, type Mode } from '#ui/theme.ts'
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

/** The mode the document is in, followed when the person changes it. */
export function useMode(): Mode {
  const [mode, setMode] = useState(readMode)
  useEffect(() => {
    const watcher = new MutationObserver(() => setMode(readMode()))
    watcher.observe(document.documentElement, { attributeFilter: ['data-mode'] })
    return () => watcher.disconnect()
  }, [])
  return mode
}

function readMode(): Mode {
  return document.documentElement.dataset.mode === 'dark' ? 'dark' : 'light'
}
