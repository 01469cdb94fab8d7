import { serve } from '#foundation/http/serve.ts'
import { nameExport } from '#foundation/lists/define-list.ts'
import type { Module } from '#foundation/module.ts'
import { offerFirstDayStep } from '#modules/imports/index.ts'
import { coreError } from '#shared/errors.ts'
import { dayInZone } from '#shared/days.ts'
import * as contract from './contract.ts'
import { agreementFile, agreementOf } from './server/agreement.ts'
import * as cars from './server/cars.ts'
import * as drives from './server/drives.ts'
import { presentDrive } from './server/present.ts'
import { readDrive, readDrives } from './server/read-drives.ts'
import { freeOn } from './server/slots.ts'
import { findCar } from './server/test-drives.queries.ts'
import { testDriveTitles } from './titles.ts'

offerFirstDayStep('demo_cars', async (ctx) => (await cars.readCars(ctx, false)).length)
nameExport('test-drive.agreement', testDriveTitles.agreement)

export const testDrivesModule: Module = {
  name: 'test-drives',
  routes: [
    serve(contract.listDemoCars, async (ctx, { query }) => ({
      items: await cars.readCars(ctx, query.all),
    })),
    serve(contract.addDemoCar, (ctx, { body }) => cars.addCar(ctx, body)),
    serve(contract.changeDemoCar, (ctx, { params, body }) => cars.changeCar(ctx, params.id, body)),
    serve(contract.listDemoRoutes, async (ctx, { query }) => ({
      items: await cars.readRoutes(ctx, query.all),
    })),
    serve(contract.addDemoRoute, (ctx, { body }) => cars.addRoute(ctx, body)),
    serve(contract.changeDemoRoute, (ctx, { params, body }) =>
      cars.changeRoute(ctx, params.id, body),
    ),
    serve(contract.carUse, (ctx, { query }) => cars.readUse(ctx, query)),
    serve(contract.listFreeSlots, async (ctx, { params, query }) => {
      if (!(await findCar(ctx, params.id))) throw coreError('core.not_found')
      const day = query.day ?? dayInZone(ctx.now, ctx.store.timeZone)
      return { items: await freeOn(ctx, params.id, { day, minutes: query.minutes }) }
    }),
    serve(contract.listTestDrives, (ctx, { query }) => readDrives(ctx, query)),
    serve(contract.bookTestDrive, async (ctx, { body }) =>
      presentDrive(ctx, await drives.bookDrive(ctx, body)),
    ),
    serve(contract.getTestDrive, (ctx, { params }) => readDrive(ctx, params.id)),
    serve(contract.changeTestDrive, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.moveDrive(ctx, params.id, body)),
    ),
    serve(contract.checkLicence, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.keepLicence(ctx, params.id, body)),
    ),
    serve(contract.leaveForDrive, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.leave(ctx, params.id, body)),
    ),
    serve(contract.returnFromDrive, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.comeBack(ctx, params.id, body)),
    ),
    serve(contract.recordFeedback, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.keepFeedback(ctx, params.id, body)),
    ),
    serve(contract.endTestDrive, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.endDrive(ctx, params.id, body)),
    ),
    serve(contract.undoTestDrive, async (ctx, { params, body }) =>
      presentDrive(ctx, await drives.undoStep(ctx, params.id, body.version)),
    ),
    serve(contract.getAgreement, (ctx, { params }) => agreementOf(ctx, params.id)),
    serve(contract.getAgreementFile, (ctx, { params }) => agreementFile(ctx, params.id)),
  ],
  customerTables: [
    {
      table: 'test_drives',
      customerColumn: 'customer_id',
      title: ['试驾', 'Test drives'],
      shown: [
        { column: 'starts_at', title: ['开始时间', 'Start'] },
        { column: 'ends_at', title: ['结束时间', 'End'] },
        { column: 'state', title: ['状态', 'State'] },
        { column: 'note', title: ['备注', 'Note'] },
        { column: 'feedback', title: ['反馈', 'Feedback'] },
        { column: 'next_step', title: ['下一步', 'Next step'] },
        { column: 'damage', title: ['车况异常', 'Damage'] },
        { column: 'reason', title: ['取消原因', 'Why it did not take place'] },
      ],
      merged: 'move',
      erased: ['note', 'feedback', 'next_step', 'damage', 'reason'],
    },
    {
      table: 'licence_checks',
      customerColumn: 'customer_id',
      title: ['驾驶证核对', 'Licence checks'],
      shown: [
        { column: 'checked_at', title: ['核对时间', 'Checked'] },
        { column: 'licence_class', title: ['准驾车型', 'Class'] },
        { column: 'holder_sealed', title: ['姓名', 'Name'], sealed: 'customer' },
        { column: 'number_sealed', title: ['驾驶证号', 'Number'], sealed: 'customer' },
        { column: 'valid_until', title: ['有效期至', 'Valid until'] },
      ],
      merged: 'move',
      erased: 'delete',
    },
  ],
  ownedTables: [
    {
      table: 'test_drives',
      customerColumn: 'customer_id',
      ownerColumn: 'person_id',
      open: { column: 'state', values: ['booked'] },
      title: ['试驾', 'Test drives'],
    },
  ],
}
