import { assembleEvidence, LOG_EXCERPT, logUntil } from '../core/audit/evidence/assemble-evidence.ts'
import { signerFingerprint } from '../core/audit/evidence/signing-key.ts'
import type { ReadSnapshot } from '../core/audit/snapshot/read-snapshot.ts'
import { writeSnapshot } from '../core/audit/snapshot/write-snapshot.ts'
import { openSigningKey } from '../core/grantdesk.ts'
import type { AuditEvent } from '../core/model/audit-event.ts'
import { runAuditOnFiles } from './audit-run.ts'
import { interruptible } from './interruptible.ts'
import { readPolicyText } from './read-snapshot-file.ts'
import { refusal } from './refusal.ts'
import type { Session } from './session.ts'
import { plain as asPlain } from './text.ts'
import { writeResult } from './write-result.ts'

export interface PackOptions {
  readonly out: string
  readonly baseline?: string
  readonly policy?: string
}

/** Audits a file and packs it with all that the audit rests on; the log comes from the workspace, where it holds it (U5). */
export async function packEvidenceFile(
  session: Session,
  { path, version }: { readonly path: string; readonly version: string },
  options: PackOptions,
): Promise<void> {
  const { language, words, out } = session
  const key = await signingKey(session)
  await interruptible(session, async (task) => {
    const { result, snapshot } = await runAuditOnFiles(session, path, { options, task })
    const archive = await assembleEvidence(
      {
        ...{ result, language, version, key, packedAt: new Date() },
        snapshot: writeSnapshot(snapshot.snapshot, { gzip: true }),
        policyText: options.policy === undefined ? '' : await readPolicyText(session, options.policy),
        log: await logOf(session, snapshot),
      },
      task.pace,
    )
    await writeResult(session, options.out, whole(archive))
  })
  const signer = signerFingerprint(key)
  out.record({ path: options.out, signer }, () => [
    words.evidencePacked(asPlain(options.out)),
    words.evidenceSigner(signer),
  ])
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  yield bytes
}

/** A fingerprint that nobody will see again would only mislead whoever verifies (U5). */
export async function showSigner(session: Session): Promise<void> {
  const { keychain } = await session.call('workspace.show', {})
  if (keychain.kind === 'session') {
    throw refusal(session, {
      code: 'keychain_unavailable',
      rule: 'F3',
      params: { problem: keychain.reason },
    })
  }
  const signer = signerFingerprint(await signingKey(session))
  session.out.record({ signer }, () => [signer])
}

/** A key that the keychain does not keep signs once and is never known again, which has to be said (F3). */
async function signingKey(session: Session) {
  const { keychain } = await session.call('workspace.show', {})
  if (keychain.kind === 'session') session.out.note(session.words.signerNotKept)
  const key = await openSigningKey()
  if (!key.ok) throw refusal(session, key.failure)
  return key.value
}

async function logOf(session: Session, { snapshot }: ReadSnapshot): Promise<readonly AuditEvent[]> {
  const { historyHead: head, organization } = snapshot
  const organizations = await session.call('organization.list', {})
  if (!head || !organizations.some(({ id }) => id === organization.id)) return []
  const { events } = await session.call('event.list', {
    organizationId: organization.id,
    before: head.sequence + 1,
    limit: LOG_EXCERPT,
  })
  return logUntil(events.map(({ event }) => event).reverse(), head)
}
