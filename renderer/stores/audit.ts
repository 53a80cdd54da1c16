import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { WireResult } from '../../core/contract/definition.ts'
import type { RuleId } from '../../core/model/audit-rule-ids.ts'
import type { BaselineState, Severity } from '../../core/model/finding.ts'
import { useAdmin } from '../admin.ts'
import { usePages } from '../use-pages.ts'
import { usePreferencesStore } from './preferences.ts'
import { useSessionStore } from './session.ts'

export type AuditOverview = OutputOf<'audit.run'>
export type FindingRow = OutputOf<'audit.findings'>['rows'][number]
export type ClientScoreRow = OutputOf<'audit.clients'>['rows'][number]
export type Comparison = OutputOf<'snapshot.compare'>
export type ReportFormat = InputOf<'audit.report'>['format']
export type DraftFinding = OutputOf<'audit.draft'>[number]

/** What is audited, and against what. */
export interface AuditWish {
  readonly snapshotId: string
  readonly baselineId: string | null
  readonly network: boolean
}

/** What narrows the findings. */
export interface FindingFilter {
  readonly severity: Severity | null
  readonly ruleId: RuleId | null
  readonly subjectId: string | null
  readonly baseline: BaselineState | null
  readonly show: 'open' | 'suppressed' | 'all'
  readonly search: string
}

export const everyFinding: FindingFilter = {
  severity: null,
  ruleId: null,
  subjectId: null,
  baseline: null,
  show: 'open',
  search: '',
}

/** One audit at a time (U2): its head, its findings as far as they were scrolled, and what it says of each client. */
export const useAuditStore = defineStore('audit', () => {
  const { client } = useAdmin()
  const preferences = usePreferencesStore()
  const session = useSessionStore()

  const overview = shallowRef<AuditOverview | null>(null)
  const wish = shallowRef<AuditWish | null>(null)
  const filter = shallowRef<FindingFilter>(everyFinding)
  const clientSearch = ref('')
  let answered = ''

  const language = () => preferences.language
  const auditId = computed(() => overview.value?.auditId ?? '')

  const findings = usePages((cursor) =>
    withAudit((id) =>
      client['audit.findings']({ auditId: id, ...filter.value, cursor, language: language() }),
    ),
  )
  const clients = usePages((cursor) =>
    withAudit((id) =>
      client['audit.clients']({ auditId: id, search: clientSearch.value, cursor, language: language() }),
    ),
  )

  /** Runs every rule. The former answer stays until the next is there, unless it is of another snapshot. */
  async function run(next: AuditWish, taskId: string): Promise<WireResult<AuditOverview>> {
    if (wish.value?.snapshotId !== next.snapshotId) clear()
    wish.value = next
    const spoken = language()
    const result = await client['audit.run']({ ...next, taskId, language: spoken })
    if (wish.value !== next || !result.ok) return result
    overview.value = result.value
    answered = keyOf(next, spoken)
    return result
  }

  /** Whether the answer at hand is that to a wish, in the language that is spoken. */
  const isAnswered = (to: AuditWish) => overview.value !== null && answered === keyOf(to, language())

  const keyOf = ({ snapshotId, baselineId, network }: AuditWish, spoken: string) =>
    JSON.stringify([snapshotId, baselineId, network, spoken])

  /** A host forgets an audit that nobody looked at for long; then it is run once more and asked again. */
  async function withAudit<Value>(
    ask: (id: string) => Promise<WireResult<Value>>,
  ): Promise<WireResult<Value>> {
    const first = await ask(auditId.value)
    if (first.ok || first.failure.code !== 'audit_not_found' || !wish.value) return first
    const again = await run(wish.value, '')
    return again.ok ? ask(again.value.auditId) : again
  }

  /** Forgets the answer, because the policy file is another one now or another snapshot is looked at. */
  function clear(): void {
    overview.value = null
    answered = ''
    findings.clear()
    clients.clear()
  }

  function find(next: FindingFilter): Promise<void> {
    filter.value = next
    return findings.start()
  }

  function findClients(search: string): Promise<void> {
    clientSearch.value = search
    return clients.start()
  }

  const report = (format: ReportFormat, redact: boolean, taskId: string) =>
    withAudit((id) => client['audit.report']({ auditId: id, format, redact, taskId, language: language() }))
  const print = (redact: boolean, taskId: string) =>
    withAudit((id) => client['audit.print']({ auditId: id, redact, taskId, language: language() }))
  const packEvidence = (taskId: string) =>
    withAudit((id) => client['evidence.pack']({ auditId: id, taskId, language: language() }))
  const verifyEvidence = (fileId: string, signer: string, taskId: string) =>
    client['evidence.verify']({ fileId, signer, taskId, language: language() })

  const showPolicy = (organizationId: string) =>
    client['auditPolicy.show']({ organizationId, language: language() })
  const savePolicy = (organizationId: string, text: string) =>
    client['auditPolicy.save']({ organizationId, text, language: language() })
  const suppress = (input: Omit<InputOf<'auditPolicy.suppress'>, 'language'>) =>
    client['auditPolicy.suppress']({ ...input, language: language() })

  const compare = (input: Omit<InputOf<'snapshot.compare'>, 'language'>) =>
    client['snapshot.compare']({ ...input, language: language() })
  const compareReport = (input: Omit<InputOf<'snapshot.compareReport'>, 'language'>) =>
    client['snapshot.compareReport']({ ...input, language: language() })

  const judgeDraft = (input: Omit<InputOf<'audit.draft'>, 'acting'>) =>
    client['audit.draft']({ acting: session.acting, ...input })

  return {
    overview,
    filter,
    findings,
    clients,
    run,
    isAnswered,
    clear,
    find,
    findClients,
    report,
    print,
    packEvidence,
    verifyEvidence,
    showPolicy,
    savePolicy,
    suppress,
    compare,
    compareReport,
    judgeDraft,
  }
})
