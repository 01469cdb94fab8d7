import { serve } from '#foundation/http/serve.ts'
import { listColleagues } from '../contract.ts'
import {
  acceptLink,
  changePerson,
  createPerson,
  deactivatePerson,
  getPerson,
  listPeople,
  lookAtLink,
  makePersonLink,
  reactivatePerson,
  removeAuthenticator,
  setPersonRoles,
} from '../contracts/people.ts'
import { listPeopleOfStore } from './colleagues.ts'
import { letPersonGo, linkFor, takeAuthenticatorOff, takePersonBack } from './leave-and-return.ts'
import { acceptPersonLink, describeLink } from './links.ts'
import { addPerson, editPerson } from './people.service.ts'
import { presentPersonRecord } from './person-record.ts'
import { setRolesOf } from './person-roles.ts'
import { listStaff } from './staff-list.ts'

export const peopleRoutes = [
  serve(listColleagues, async (ctx) => ({
    people: await listPeopleOfStore(ctx.tx, ctx.actor.groupId, ctx.store.id),
  })),
  serve(listPeople, async (ctx, { query }) => listStaff(ctx, query)),
  serve(getPerson, async (ctx, { params }) => presentPersonRecord(ctx, params.id)),
  serve(createPerson, async (ctx, { body }) => addPerson(ctx, body)),
  serve(changePerson, async (ctx, { params, body }) => editPerson(ctx, params.id, body)),
  serve(setPersonRoles, async (ctx, { params, body }) => setRolesOf(ctx, params.id, body)),
  serve(deactivatePerson, async (ctx, { params, body }) =>
    letPersonGo(ctx, params.id, body.reason, body),
  ),
  serve(reactivatePerson, async (ctx, { params }) => takePersonBack(ctx, params.id)),
  serve(makePersonLink, async (ctx, { params }) => linkFor(ctx, params.id)),
  serve(removeAuthenticator, async (ctx, { params }) => takeAuthenticatorOff(ctx, params.id)),
  serve(lookAtLink, async (ctx, { body }) => describeLink(ctx, body.token)),
  serve(acceptLink, async (ctx, { body }, wire) => acceptPersonLink(ctx, wire, body)),
]
