import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/light/light.css'
import '#ui/shell/shell.css'
import { followAppearance, readAppearance } from '#ui/shell/appearance.ts'
import { App, type AppParts } from './browser/App.tsx'

const parts: AppParts = {
  screens: [],
}

followAppearance(readAppearance())
const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App parts={parts} />
    </StrictMode>,
  )
}
