import type { ClientRule, Rule, SnapshotRule } from '../rule.ts'
import { createClientHelp, house, oauth21, rfc8252, rfc9700 } from './clauses.ts'
import { isNativeRedirect } from './native-redirects.ts'
import { aboutClient, ofOwnClients, ownRecords } from './own-records.ts'
import { shownUri } from './shown-uri.ts'

const DAY = 86_400_000
/** GRANT-002: the vendor's end of the implicit grant is near from this many days before it. */
const NEAR_DAYS = 365

const usesImplicit: ClientRule = {
  id: 'GRANT-001',
  sees: 'client',
  severity: 'high',
  needs: [],
  fix: 'guided',
  clauses: [rfc9700('2.1.2'), oauth21('10.1'), createClientHelp],
  check: ofOwnClients(function* ({ client }) {
    if (client.grantType === 'implicit') yield { at: ['grantType'], evidence: {} }
  }),
}

const implicitEnds: ClientRule = {
  id: 'GRANT-002',
  sees: 'client',
  severity: 'high',
  needs: ['settings'],
  fix: 'guided',
  clauses: [createClientHelp, rfc9700('2.1.2')],
  check: ofOwnClients(function* ({ client }, { organization, now, policy }) {
    const { implicitEndDate } = organization.settings
    const daysLeft = (Date.parse(implicitEndDate) - now.getTime()) / DAY
    // A date that cannot be read is not near.
    if (client.grantType !== 'implicit' || !(daysLeft <= NEAR_DAYS)) return
    const isClose = daysLeft <= policy.thresholds.implicitEndDays
    yield {
      at: ['grantType'],
      evidence: { date: implicitEndDate },
      ...(isClose && { severity: 'critical' }),
    }
  }),
}

const usesPassword: ClientRule = {
  id: 'GRANT-003',
  sees: 'client',
  severity: 'critical',
  needs: [],
  fix: 'guided',
  clauses: [rfc9700('2.4'), oauth21('10')],
  check: ofOwnClients(function* ({ client }) {
    if (client.grantType === 'password') yield { at: ['grantType'], evidence: {} }
  }),
}

/** Words for apps that people sign in to, in both languages of the product. */
const signInWords =
  /\b(?:spa|single[- ]page|web[ -]?(?:app|client|portal|site|ui|anwendung|seite|oberfläche)\w*|browser|front-?end|desktop|mobile?|android|ios|iphone|ipad)\b/i

const serviceWithSignIn: ClientRule = {
  id: 'GRANT-004',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'client.description', 'names', 'hosts'],
  fix: 'advice',
  clauses: [createClientHelp],
  check: ofOwnClients(function* ({ client }) {
    if (client.grantType !== 'client_credentials') return
    const [uri] = client.redirectUris
    if (uri !== undefined) {
      yield { at: ['redirectUris'], evidence: { sign: shownUri(uri) } }
      return
    }
    for (const field of ['name', 'description'] as const) {
      const sign = signInWords.exec(client[field])?.[0]
      if (sign === undefined) continue
      yield { at: [field], evidence: { sign } }
      return
    }
  }),
}

const nativeWithSecret: ClientRule = {
  id: 'GRANT-005',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris', 'client.pkce'],
  fix: 'guided',
  clauses: [oauth21('8.1'), rfc8252('8.5'), rfc9700('2.5')],
  check: ofOwnClients(function* ({ client, redirects }) {
    const [first] = redirects
    if (client.grantType !== 'authorization_code' || client.pkce || !first) return
    if (!redirects.every(isNativeRedirect)) return
    yield { at: ['pkce'], evidence: { uri: shownUri(first.uri) } }
  }),
}

/** `localhost` beside addresses of the web was left over from development, which REDIR-014 and REDIR-011 tell. */
const webAndNative: ClientRule = {
  id: 'GRANT-006',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [oauth21('2.1'), oauth21('8.1.1'), rfc8252('8.4')],
  check: ofOwnClients(function* ({ redirects }) {
    const web = redirects.find(({ kind }) => kind === 'web')
    const native = redirects.find((redirect) => isNativeRedirect(redirect) && redirect.host !== 'localhost')
    if (!web || !native) return
    yield { at: ['redirectUris'], evidence: { web: shownUri(web.uri), native: shownUri(native.uri) } }
  }),
}

const samlWithoutProvider: SnapshotRule = {
  id: 'GRANT-007',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['identityProviders'],
  fix: 'advice',
  clauses: [createClientHelp, house],
  *check(subject) {
    if (subject.snapshot.identityProviders.some(({ enabled }) => enabled)) return
    for (const { client } of ownRecords(subject)) {
      if (client.grantType !== 'saml2_bearer') continue
      yield { subject: aboutClient(client), at: ['clients', client.id, 'grantType'], evidence: {} }
    }
  },
}

const grantChanged: SnapshotRule = {
  id: 'GRANT-009',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['baseline'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    for (const { client } of ownRecords(subject)) {
      const before = subject.baselineClient(client.id)?.grantType
      if (before === undefined || before === client.grantType) continue
      yield {
        subject: aboutClient(client),
        at: ['clients', client.id, 'grantType'],
        evidence: { before, after: client.grantType },
      }
    }
  },
}

/** How clients obtain tokens. */
export const grantRules: readonly Rule[] = [
  usesImplicit,
  implicitEnds,
  usesPassword,
  serviceWithSignIn,
  nativeWithSecret,
  webAndNative,
  samlWithoutProvider,
  grantChanged,
]
