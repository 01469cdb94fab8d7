// antd names these files without an extension, which native resolution does not find.
declare module 'antd/es/locale/*' {
  import type { Locale } from 'antd/es/locale/index.js'

  const locale: Locale
  export default locale
}
