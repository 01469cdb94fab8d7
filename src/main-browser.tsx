import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/light/light.css'
import '#ui/shell/shell.css'
import { entryScreens } from '#modules/access/web/entry-screens.ts'
import { accessScreens } from '#modules/access/web/screens.ts'
import { analysisScreens } from '#modules/analysis/web/screens.ts'
import { appointmentPanels, appointmentScreens } from '#modules/appointments/web/screens.ts'
import { catalogScreens } from '#modules/catalog/web/screens.ts'
import { checkPanels, checkScreens } from '#modules/checks/web/screens.ts'
import { duplicatePanels, duplicateScreens } from '#modules/customers/web/duplicate-screens.ts'
import { customerPanels, customerScreens } from '#modules/customers/web/screens.ts'
import { dashboardScreens } from '#modules/dashboards/web/screens.ts'
import { dictionaryScreens } from '#modules/dictionaries/web/screens.ts'
import { forecastPanels, forecastScreens } from '#modules/forecast/web/screens.ts'
import { formPanels, formScreens } from '#modules/forms/web/screens.ts'
import { importPanels, importScreens } from '#modules/imports/web/screens.ts'
import { leadPanels, leadScreens } from '#modules/leads/web/screens.ts'
import { lossPanels, lossScreens } from '#modules/losses/web/screens.ts'
import { listPanels, listScreens } from '#modules/lists/web/screens.ts'
import { meetingsScreens } from '#modules/meetings/web/screens.ts'
import { metricsScreens } from '#modules/metrics/web/screens.ts'
import { notesPanels } from '#modules/notes/web/screens.ts'
import { offlinePanels, offlineScreens } from '#modules/offline/web/screens.ts'
import { operationScreens } from '#modules/operations/web/screens.ts'
import { cardLifeScreens } from '#modules/opportunities/web/life-screens.ts'
import { neverLostPanels, neverLostScreens } from '#modules/opportunities/web/never-lost-screens.ts'
import { opportunityScreens } from '#modules/opportunities/web/screens.ts'
import { pricingScreens } from '#modules/pricing/web/screens.ts'
import { orderPanels, orderScreens } from '#modules/orders/web/screens.ts'
import { privacyPanels, privacyScreens } from '#modules/privacy/web/screens.ts'
import { quotePanels, quoteScreens } from '#modules/quotes/web/screens.ts'
import { reminderPanels, reminderScreens } from '#modules/reminders/web/screens.ts'
import { roadPanels, roadScreens } from '#modules/road/web/screens.ts'
import { stockScreens } from '#modules/stock/web/screens.ts'
import { showroomPanels, showroomScreens } from '#modules/showroom/web/screens.ts'
import { testDrivePanels, testDriveScreens } from '#modules/test-drives/web/screens.ts'
import { targetPanels, targetScreens } from '#modules/targets/web/screens.ts'
import { timelinePanels } from '#modules/timeline/web/screens.ts'
import { call } from '#ui/call.ts'
import { followAppearance, readAppearance } from '#ui/shell/appearance.ts'
import { App, type AppParts } from './browser/App.tsx'
import { reloadAfterUpdate } from './browser/new-release.ts'

const parts: AppParts = {
  screens: [
    ...entryScreens,
    ...showroomScreens,
    ...appointmentScreens,
    ...importScreens,
    ...testDriveScreens,
    ...roadScreens,
    ...leadScreens,
    ...lossScreens,
    ...opportunityScreens,
    ...cardLifeScreens,
    ...customerScreens,
    ...quoteScreens,
    ...orderScreens,
    ...pricingScreens,
    ...stockScreens,
    ...meetingsScreens,
    ...checkScreens,
    ...dashboardScreens,
    ...metricsScreens,
    ...targetScreens,
    ...forecastScreens,
    ...analysisScreens,
    ...formScreens,
    ...privacyScreens,
    ...neverLostScreens,
    ...duplicateScreens,
    ...operationScreens,
    ...offlineScreens,
    ...listScreens,
    ...dictionaryScreens,
    ...catalogScreens,
    ...reminderScreens,
    ...accessScreens,
  ],
  panels: [
    ...customerPanels,
    ...duplicatePanels,
    ...neverLostPanels,
    ...showroomPanels,
    ...appointmentPanels,
    ...roadPanels,
    ...testDrivePanels,
    ...reminderPanels,
    ...notesPanels,
    ...timelinePanels,
    ...formPanels,
    ...listPanels,
    ...importPanels,
    ...leadPanels,
    ...quotePanels,
    ...orderPanels,
    ...lossPanels,
    ...offlinePanels,
    ...privacyPanels,
    ...checkPanels,
    ...targetPanels,
    ...forecastPanels,
  ],
  searchBox: async () => ({
    default: (await import('#modules/customers/web/SearchBox.tsx')).SearchBox,
  }),
  saveLocale: async (locale) => {
    const { changeProfile, getProfile } = await import('#modules/access/contracts/profile.ts')
    const { version } = await call(getProfile)
    await call(changeProfile, { body: { version, locale } })
  },
}

reloadAfterUpdate()
followAppearance(readAppearance())
const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App parts={parts} />
    </StrictMode>,
  )
}
