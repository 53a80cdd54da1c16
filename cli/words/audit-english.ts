/** Words of `grantdesk snapshot` and `grantdesk audit` in English. */
export const auditEnglish = {
  needs: (option: string, other: string) => `${option} needs ${other}`,
  snapshotTaken: (organization: string, path: string) => `A snapshot of \`${organization}\` is in ${path}.`,
  snapshotDigest: (digest: string) => `Its digest is ${digest}.`,
  snapshotIntact: (digest: string) => `The snapshot is intact: ${digest}`,
  snapshotImported: (good: number, left: number, path: string) =>
    `Records in ${path}: ${String(good)}${left === 0 ? '' : `; left out: ${String(left)}`}.`,
  importProblems: (bad: number, good: number) =>
    `${String(bad)} records cannot be read, ${String(good)} can:`,
  andMore: (rest: number) => `  and ${String(rest)} more`,
  askImport: (good: number) => `Make a snapshot of the other ${String(good)}?`,
  organization: 'Organization',
  takenAt: 'Taken',
  source: 'Source',
  snapshotSources: {
    organization: 'an organization in Grantdesk',
    vendor_listings: "the vendor's listings",
    clients_csv: 'a table of clients',
    terraform: 'Terraform state',
  },
  usageRows: 'Usage rows',
  evidencePacked: (path: string) => `The evidence is in ${path}.`,
  evidenceSigner: (signer: string) => `It is signed by ${signer}.`,
  signerNotKept: 'No keychain keeps the key that signs, so nobody will know it again.',
  evidenceVerdict: {
    intact: 'The archive is intact, and signed by the expected signer.',
    signer_unknown: 'The archive is intact, signer unknown: nobody said who should have signed it.',
    signer_differs: 'The archive is intact, but somebody else signed it.',
    damaged: 'The archive is damaged:',
  },
  signedBy: 'Signed by',
  packedAt: 'Packed',
  redacted: 'Redacted',
  lacks: 'Lacks',
  digest: 'Digest',
  reportWritten: (path: string) => `The report is in ${path}.`,
  auditOf: (organization: string, at: string) => `${organization} at ${at}`,
  severity: 'Severity',
  rule: 'Rule',
  subject: 'Subject',
  finding: 'Finding',
  moreFindings: (count: string) => `and ${count} more; --out report.html has them all`,
  acceptedFindings: (count: string) => `${count} more are accepted by the policy file`,
  againstBaseline: (states: {
    readonly new: number
    readonly updated: number
    readonly unchanged: number
    readonly fixed: number
  }) =>
    `against the baseline: ${String(states.new)} new, ${String(states.updated)} updated, ${String(states.unchanged)} unchanged, ${String(states.fixed)} fixed`,
  snapshotsEqual: 'Nothing changed.',
  recordKinds: {
    client: 'client',
    authorization: 'authorization',
    user: 'user',
    role: 'role',
    division: 'division',
    settings: 'settings',
    identity_provider: 'identity provider',
  },
  notEvaluated: (count: number, all: number) =>
    `${String(count)} of ${String(all)} rules were not evaluated:`,
}
