import { Segmented } from '#ui/light/Choice.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { reportWords } from '../report-words.ts'
import { SourcesTable, SpeedTable, TeamTable, VerificationTable } from './ReportTables.tsx'

const tabs = ['verification', 'sources', 'speed', 'team'] as const
type Tab = (typeof tabs)[number]
const tables = {
  verification: VerificationTable,
  sources: SourcesTable,
  speed: SpeedTable,
  team: TeamTable,
}

/** What leads were worth: verification, sources, speed, and the e-commerce team. */
export function LeadReportsPage() {
  const t = useWords(reportWords)
  const { search, setSearch } = useNavigation()
  const tab = tabs.find((one) => one === search.tab) ?? 'verification'
  const Table = tables[tab]
  return (
    <div className="k-stack">
      <h1>{t('reports')}</h1>
      <Segmented<Tab>
        label={t('reports')}
        value={tab}
        onChange={(next) =>
          setSearch({ tab: next === 'verification' ? undefined : next, by: undefined })
        }
        options={tabs.map((value) => ({
          value,
          label: t(value === 'team' ? 'teamBoard' : value),
        }))}
      />
      <Table key={tab} />
    </div>
  )
}
