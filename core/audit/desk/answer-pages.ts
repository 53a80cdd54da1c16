import { ok, type Result } from '../../model/result.ts'
import { describeScorePart } from '../../wording/audit/describe-finding.ts'
import { asId, type ClientId } from '../../model/brand.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { rulesById } from '../rules/rules-by-id.ts'
import type { AtDesk } from './audit-desk.ts'
import type { AuditQuestions } from './audit-questions.ts'
import { findFindings, holdsWords, wordsOf } from './find-findings.ts'
import { findingText, type Records } from './finding-text.ts'
import { pageOf } from './page-of.ts'
import { heldAudit } from './run-kept-audit.ts'

/** A page of an audit's findings in the reader's words (U2). */
export function answerFindings(
  desk: AtDesk,
  input: AuditQuestions['audit.findings']['input'],
): Result<AuditQuestions['audit.findings']['value']> {
  const held = heldAudit(desk, input.auditId)
  if (!held.ok) return held
  const { rows, ...found } = findFindings(held.value.result, input)
  const records = recordsIn(held.value.snapshot.snapshot, new Set(rows.map(({ subject }) => subject.id)))
  const saying = { language: input.language, rules: rulesById, records }
  return ok({ ...found, rows: rows.map((finding) => findingText(finding, saying)) })
}

/** A page of an audit's clients, riskiest first, each score with its sum (U4). */
export function answerClients(
  desk: AtDesk,
  { auditId, search, language, ...paging }: AuditQuestions['audit.clients']['input'],
): Result<AuditQuestions['audit.clients']['value']> {
  const held = heldAudit(desk, auditId)
  if (!held.ok) return held
  const { scores } = held.value.result
  const words = wordsOf(search)
  const found =
    words.length === 0
      ? scores
      : scores.filter(({ clientId, clientName }) => holdsWords([clientId, clientName], words))
  const page = pageOf(found, paging)
  return ok({
    ...page,
    rows: page.rows.map((score) => ({
      ...score,
      parts: score.parts.map((part) => ({
        label: describeScorePart(part, language),
        points: part.points * part.count,
      })),
    })),
  })
}

/** The records that a page speaks of; a fix changes the client that its finding is about. */
function recordsIn({ clients, authorizations }: Snapshot, ids: ReadonlySet<string>): Records {
  const byId = new Map(clients.filter(({ id }) => ids.has(id)).map((client) => [client.id, client]))
  const apps = new Map(
    authorizations.filter(({ clientId }) => ids.has(clientId)).map((app) => [app.clientId, app]),
  )
  return {
    client: (id) => byId.get(asId<ClientId>(id)),
    authorization: (id) => apps.get(asId<ClientId>(id)),
  }
}
