import type { TestPerson } from '#modules/access/testing.ts'
import type { TestApp } from '../../testing.ts'
import {
  addDemoCar,
  bookTestDrive,
  checkLicence,
  leaveForDrive,
  returnFromDrive,
} from './contract.ts'

/** A demo car that can be booked. */
export async function makeDemoCar(kit: TestApp, manager: TestPerson, plate = '沪AD12345') {
  const { status, body } = await kit.call(manager, addDemoCar, {
    body: { plate, name: '星辰 1.5T', mileageKm: 1000 },
  })
  if (status !== 201) throw new Error(`The demo car was refused: ${JSON.stringify(body)}`)
  return body
}

/** A drive from booking to return, at the time of the clock. */
export async function driveOnce(
  kit: TestApp,
  as: TestPerson,
  given: { carId: string; customerId: string },
) {
  const booked = await kit.call(as, bookTestDrive, {
    body: { ...given, startsAt: kit.clock.now().toISOString(), minutes: 30 },
  })
  const params = { id: booked.body.id }
  const checked = await kit.call(as, checkLicence, {
    params,
    body: {
      version: booked.body.version,
      licenceClass: 'C1',
      holder: '王建国',
      number: '310101199001011234',
      validUntil: '2030-01-01',
    },
  })
  const left = await kit.call(as, leaveForDrive, {
    params,
    body: { version: checked.body.version, kmOut: 1000, isAgreed: true },
  })
  return kit.call(as, returnFromDrive, { params, body: { version: left.body.version, kmIn: 1012 } })
}
