import type { Module } from '#foundation/module.ts'
import { giveTables } from '#foundation/tables.ts'
import { accessModule } from '#modules/access/module.ts'
import { analysisModule } from '#modules/analysis/module.ts'
import { appointmentsModule } from '#modules/appointments/module.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { checksModule } from '#modules/checks/module.ts'
import { customersModule } from '#modules/customers/module.ts'
import { dashboardsModule } from '#modules/dashboards/module.ts'
import { dictionariesModule } from '#modules/dictionaries/module.ts'
import { forecastModule } from '#modules/forecast/module.ts'
import { formsModule } from '#modules/forms/module.ts'
import { importsModule } from '#modules/imports/module.ts'
import { leadsModule } from '#modules/leads/module.ts'
import { listsModule } from '#modules/lists/module.ts'
import { lossesModule } from '#modules/losses/module.ts'
import { meetingsModule } from '#modules/meetings/module.ts'
import { metricsModule } from '#modules/metrics/module.ts'
import { notesModule } from '#modules/notes/module.ts'
import { offlineModule } from '#modules/offline/module.ts'
import { operationsModule } from '#modules/operations/module.ts'
import { opportunitiesModule } from '#modules/opportunities/module.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { quotesModule } from '#modules/quotes/module.ts'
import { remindersModule } from '#modules/reminders/module.ts'
import { roadModule } from '#modules/road/module.ts'
import { showroomModule } from '#modules/showroom/module.ts'
import { testDrivesModule } from '#modules/test-drives/module.ts'
import { stockModule } from '#modules/stock/module.ts'
import { targetsModule } from '#modules/targets/module.ts'
import { timelineModule } from '#modules/timeline/module.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { privacyModule } from '#modules/privacy/module.ts'

/** Every module of the product, lowest first; the order of modules.json. */
export const modules: Module[] = [
  accessModule,
  dictionariesModule,
  operationsModule,
  importsModule,
  listsModule,
  catalogModule,
  customersModule,
  remindersModule,
  notesModule,
  pricingModule,
  stockModule,
  opportunitiesModule,
  showroomModule,
  appointmentsModule,
  leadsModule,
  lossesModule,
  quotesModule,
  ordersModule,
  testDrivesModule,
  roadModule,
  metricsModule,
  analysisModule,
  targetsModule,
  forecastModule,
  dashboardsModule,
  meetingsModule,
  checksModule,
  timelineModule,
  formsModule,
  privacyModule,
  offlineModule,
]

// Hand-overs and merges reach the tables of every module.
giveTables(modules)
