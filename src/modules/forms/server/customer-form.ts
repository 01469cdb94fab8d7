import { can, type Ctx } from '#foundation/ctx.ts'
import { loadCustomer, readCustomer } from '#modules/customers/index.ts'
import type { Paper, PaperCell } from '#shared/paper.ts'
import { methodWord } from './contact-words.ts'
import { listCardsOf, listContactsOfCustomer } from './forms.queries.ts'
import { type AskedPhones, phoneSayer } from './phones.ts'
import { column, type FormWord, sayer, sheet, timeOf } from './sheet.ts'

const historyLines = 40

/** The card a dealer keeps of a customer: who, which car, what next, and the last contacts. */
export async function customerForm(ctx: Ctx, id: string, asked: AskedPhones): Promise<Paper> {
  const t = sayer(ctx)
  const row = await loadCustomer(ctx, id)
  const customer = await readCustomer(ctx, id)
  const phoneOf = phoneSayer(ctx, 'customer-card', asked)
  const seesCards = can(ctx, 'opportunities.read')
  const cards = seesCards ? await listCardsOf(ctx, id) : []
  const card = cards.find((one) => one.closed_on === null) ?? cards[0]
  const contacts = seesCards ? await listContactsOfCustomer(ctx, id, historyLines) : []
  const fact = (word: FormWord, value: PaperCell) => ({
    label: t(word),
    value,
  })
  return sheet(ctx, {
    title: t('customerCard'),
    orientation: 'portrait',
    head: [row.name],
    parts: [
      {
        kind: 'facts',
        title: t('basics'),
        facts: [
          fact('name', customer.name),
          fact('customerKind', t(customer.kind)),
          fact('sex', customer.sex ? t(customer.sex) : null),
          fact(
            'phone',
            asked.phones === 'full' && card
              ? phoneOf(card)
              : customer.phones.map((phone) => phone.masked ?? '').join('，'),
          ),
          fact('special', customer.special ? t(customer.special) : null),
          fact('holder', customer.ownerName),
          fact('note', customer.note),
        ],
      },
      ...(card
        ? [
            {
              kind: 'facts' as const,
              title: t('card'),
              facts: [
                fact('series', card.series),
                fact('quantity', card.quantity),
                fact('level', card.level),
                fact('stage', `${card.stage}%`),
                fact('state', t(stateWord(card.state))),
                fact('source', card.source),
                fact('openedOn', { day: card.opened_on }),
                fact('expectedOn', { day: card.expected_on }),
                fact('lastContact', { day: card.last_contact_on }),
                fact('nextDue', card.due_on === null ? null : { day: card.due_on }),
                fact('course', card.note),
              ],
            },
          ]
        : []),
      {
        kind: 'table',
        title: t('vehicles'),
        empty: t('noVehicles'),
        columns: [
          column(t, 'series', 5),
          column(t, 'plate', 4),
          column(t, 'vin', 6),
          column(t, 'colour', 3),
          column(t, 'boughtOn', 4),
        ],
        rows: customer.vehicles.map((car) => [
          car.seriesName,
          car.plate,
          car.vin,
          car.colour,
          car.boughtOn === null ? null : { day: car.boughtOn },
        ]),
        totals: null,
      },
      {
        kind: 'table',
        title: t('historyNewest', { n: historyLines }),
        empty: t('noHistory'),
        columns: [
          column(t, 'day', 4),
          column(t, 'time', 3),
          column(t, 'method', 3),
          column(t, 'consultant', 3),
          column(t, 'level', 2, 'center'),
          column(t, 'result', 5),
          column(t, 'note', 12),
        ],
        rows: contacts.map((contact) => [
          { day: contact.on_day },
          timeOf(ctx, contact.at),
          t(methodWord(contact.method)),
          contact.person,
          contact.level_after,
          contact.is_reached ? contact.result : `${t('missed')} ${contact.result}`,
          contact.note,
        ]),
        totals: null,
      },
    ],
    signers: ['signConsultant', 'signManager'],
  })
}

const states = [
  'active',
  'suspended',
  'loss_proposed',
  'signed',
  'delivered',
  'lost',
  'terminated',
] as const
const stateWord = (state: string): FormWord => states.find((one) => one === state) ?? 'active'
