import type { Fact } from '../core/model/snapshot.ts'
import { say } from '../core/wording/say.ts'
import { summarizeSnapshot } from '../core/audit/desk/summarize-snapshot.ts'
import { interruptible } from './interruptible.ts'
import { readSnapshotFile } from './read-snapshot-file.ts'
import type { Plain } from './session.ts'
import { fields } from './table.ts'
import { formatCount, formatTime, plain as asPlain } from './text.ts'

/** What a snapshot holds and what it lacks (U1). */
export async function showSnapshotFile(plain: Plain, path: string): Promise<void> {
  const { words, language, out } = plain
  const { snapshot, digest } = await interruptible(plain, (task) => readSnapshotFile(plain, path, task))
  const summary = summarizeSnapshot({ snapshot, digest })
  const count = (value: number) => formatCount(value, language)
  out.record({ id: digest, ...summary }, () =>
    fields([
      [words.organization, asPlain(summary.organizationName)],
      [words.id, asPlain(summary.organizationId)],
      [words.region, asPlain(summary.region)],
      [words.takenAt, formatTime(summary.takenAt)],
      [words.source, words.snapshotSources[summary.source]],
      [words.counts['clients'] ?? 'clients', count(summary.clients)],
      [words.counts['authorizations'] ?? 'authorizations', count(summary.authorizations)],
      [words.users, count(summary.users)],
      [words.roles, count(summary.roles)],
      [words.usageRows, count(summary.usageRows)],
      [words.redacted, summary.redacted ? words.yes : words.no],
      ...lacking(summary.absent, plain),
      [words.digest, digest],
    ]),
  )
}

function lacking(
  absent: readonly Fact[],
  { words, language }: Plain,
): readonly (readonly [string, string])[] {
  return absent.map((fact, place) => [place === 0 ? words.lacks : '', say(language, `audit.fact.${fact}`)])
}

/** Whether a snapshot's content has the digest that it says; one that has not is refused like any damaged input. */
export async function verifySnapshotFile(plain: Plain, path: string): Promise<void> {
  const { digest } = await interruptible(plain, (task) => readSnapshotFile(plain, path, task))
  plain.out.record({ id: digest, verdict: 'intact' }, () => [plain.words.snapshotIntact(digest)])
}
