import { isBuiltIn, type OAuthClient } from '../../model/oauth-client.ts'
import { bitsOf, countCommonOfThree } from '../../policy/bit-set.ts'
import { operationRisk } from '../../policy/operation-risk.ts'
import type { ClientRecord, ClientRule, Rule, SnapshotRule } from '../rule.ts'
import { addressRangeRules } from './address-range-rules.ts'
import { house, oauth21, rfc8252, rfc9700, scuba } from './clauses.ts'
import { daysSince, isOlderThan } from './days.ts'
import { exposedSecret } from './exposed-secret-rule.ts'
import { aboutClient, ofOwnClients, ownRecords } from './own-records.ts'
import { unfinishedRotation } from './unfinished-rotation-rule.ts'

const oldSecret: ClientRule = {
  id: 'CRED-001',
  sees: 'client',
  severity: 'medium',
  needs: ['client.secretChanged'],
  fix: 'guided',
  clauses: [scuba('MS.AAD.5.6v1')],
  check: ofOwnClients(function* ({ client }, { now, policy }) {
    const limit = policy.thresholds.secretAgeDays
    const since = secretSince(client)
    if (since === null || !isOlderThan(since, limit, now)) return
    yield { at: ['secretChangedAt'], evidence: { since, days: daysSince(since, now), limit } }
  }),
}

const neverRotated: ClientRule = {
  id: 'CRED-002',
  sees: 'client',
  severity: 'high',
  needs: ['client.created', 'client.secretChanged'],
  fix: 'guided',
  clauses: [scuba('MS.AAD.5.6v1')],
  check: ofOwnClients(function* ({ client }, { now, policy }) {
    const limit = policy.thresholds.unrotatedClientDays
    if (secretSince(client) === null || wasRenewed(client)) return
    if (!isOlderThan(client.createdAt, limit, now)) return
    yield { at: ['secretChangedAt'], evidence: { days: daysSince(client.createdAt, now), limit } }
  }),
}

/**
 * An app in people's own hands cannot keep a secret. Every client is given one when it is created, so that this alone weighs
 * little, and nothing where the app proves itself by PKCE; one that was renewed since is in use.
 */
const publicWithSecret: ClientRule = {
  id: 'CRED-003',
  sees: 'client',
  severity: 'high',
  needs: ['client.created', 'client.pkce', 'client.redirectUris', 'client.secretChanged'],
  fix: 'advice',
  clauses: [oauth21('8.1'), rfc8252('8.5')],
  check: ofOwnClients(function* (record) {
    const since = record.client.secretChangedAt
    if (since === null || !isInPeoplesHands(record)) return
    const found = { at: ['secretChangedAt'], evidence: { since } }
    if (wasRenewed(record.client)) yield found
    else if (!record.client.pkce) yield { ...found, severity: 'low' }
  }),
}

const secretInState: SnapshotRule = {
  id: 'CRED-006',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['terraform'],
  fix: 'advice',
  clauses: [
    {
      label: 'Terraform provider genesyscloud: genesyscloud_oauth_client',
      href: 'https://registry.terraform.io/providers/MyPureCloud/genesyscloud/latest/docs/resources/oauth_client',
    },
    house,
  ],
  *check(subject) {
    for (const id of new Set(subject.snapshot.secretsInState)) {
      const client = subject.client(id)
      if (client && !isBuiltIn(client))
        yield { subject: aboutClient(client), at: ['clients', id], evidence: {} }
    }
  },
}

/** No list of clients tells what the server offers; the rule speaks where a secret alone opens what is privileged. */
const sharedSecret: SnapshotRule = {
  id: 'CRED-012',
  sees: 'snapshot',
  severity: 'info',
  needs: ['client.roles', 'client.secretChanged', 'roles'],
  fix: 'advice',
  clauses: [rfc9700('2.5')],
  *check(subject) {
    const { catalogue, apps, appNumbers } = subject.compiled()
    const privileged = bitsOf(
      catalogue.operations.length,
      catalogue.operations.flatMap((operation, number) =>
        operationRisk(operation) === 'privileged' ? [number] : [],
      ),
    )
    for (const { client } of ownRecords(subject)) {
      const app = apps[appNumbers.get(client.id) ?? -1]
      if (client.secretChangedAt === null || !app?.own) continue
      const operations = countCommonOfThree(app.reach, app.own.anywhere, privileged)
      if (operations === 0) continue
      yield {
        subject: aboutClient(client),
        at: ['clients', client.id, 'secretChangedAt'],
        evidence: { operations },
      }
    }
  },
}

/** Family CRED: how clients prove who they are, and where their secrets went. */
export const credentialRules: readonly Rule[] = [
  oldSecret,
  neverRotated,
  publicWithSecret,
  exposedSecret,
  secretInState,
  unfinishedRotation,
  ...addressRangeRules,
  sharedSecret,
]

/** When the present secret was set, where it can open something: not while the client is out of use, nor for implicit. */
function secretSince({ grantType, secretChangedAt, state }: OAuthClient): string | null {
  return grantType === 'implicit' || state.kind !== 'active' ? null : secretChangedAt
}

function wasRenewed({ createdAt, secretChangedAt }: OAuthClient): boolean {
  return secretChangedAt !== null && Date.parse(secretChangedAt) > Date.parse(createdAt)
}

/** Does it only come back to the same machine, so that its code is with everybody who uses it? Implicit never uses a secret. */
function isInPeoplesHands({ client, redirects }: ClientRecord): boolean {
  if (client.grantType !== 'authorization_code' || redirects.length === 0) return false
  return redirects.every(({ kind }) => kind === 'loopback' || kind === 'private_use')
}
