import { describe, expect, it } from 'vitest'
import { asId, type RoleId } from '../../../core/model/brand.ts'
import type { Change, Check } from '../../../core/model/decision.ts'
import { explain } from '../../../core/policy/explain.ts'
import {
  describeChange,
  describeCheck,
  type ChangeNames,
  type DescribedCheck,
} from '../../../core/wording/describe-decision.ts'
import { english } from '../../../core/wording/english.ts'
import { questionOf, viewOf } from '../../support/policy-world.ts'
import { fc } from '../catalogue/property-seed.ts'
import { asked, askedWithToken } from '../policy/random-world.ts'

const names: ChangeNames = {
  client: 'Agent Desktop',
  user: 'Jonas Weber',
  role: (id) => ({ name: id, patterns: 12 }),
  division: (id) => (id === 'home' ? 'Home' : id),
}
const roleId = asId<RoleId>('Auditor')

const changes: Readonly<Record<Change['kind'], Change>> = {
  authorize_app: { kind: 'authorize_app', scopes: ['users', 'routing:readonly'] },
  request_scope: { kind: 'request_scope', scope: 'users' },
  grant_scope: { kind: 'grant_scope', scope: 'users' },
  give_user_role: { kind: 'give_user_role', roleId, divisionId: asId('home') },
  give_client_role: { kind: 'give_client_role', roleId, divisionId: '*' },
  admit_role: { kind: 'admit_role', roleId },
  activate_user: { kind: 'activate_user' },
  restore_client: { kind: 'restore_client' },
}

const titles: Readonly<Record<Change['kind'], readonly [string, string]>> = {
  authorize_app: ['Authorize Agent Desktop', 'Agent Desktop autorisieren'],
  request_scope: [
    'Add `users` to the scopes that Agent Desktop requests',
    '`users` zu den angeforderten Scopes von Agent Desktop hinzufügen',
  ],
  grant_scope: ['Grant `users` to Agent Desktop', 'Agent Desktop den Scope `users` gewähren'],
  give_user_role: [
    'Give Jonas Weber the role Auditor in Home',
    'Jonas Weber die Rolle Auditor in Home geben',
  ],
  give_client_role: [
    'Give Agent Desktop the role Auditor in all divisions',
    'Agent Desktop die Rolle Auditor in allen Bereichen geben',
  ],
  admit_role: ['Admit the role Auditor to Agent Desktop', 'Die Rolle Auditor für Agent Desktop zulassen'],
  activate_user: ['Activate Jonas Weber', 'Jonas Weber aktivieren'],
  restore_client: ['Restore Agent Desktop', 'Agent Desktop wiederherstellen'],
}

/** A great many decisions, the same ones in every run, so that each sentence is met. */
const decisions = [
  ...fc.sample(asked, { numRuns: 6_000, seed: 1 }),
  ...fc.sample(askedWithToken, { numRuns: 1_000, seed: 1 }),
].map(({ world, question }) => explain(questionOf(question), viewOf(world)))

const flat = <Node extends { readonly children: readonly Node[] }>(node: Node): readonly Node[] => [
  node,
  ...node.children.flatMap(flat),
]

describe('the checks of a decision in words (P3)', () => {
  it('use every sentence about evidence there is, and no other', () => {
    const used = new Set(decisions.flatMap(({ decision }) => decision.checks.flatMap(keysOf)))
    const written = Object.keys(english).filter((key) =>
      /^(client|authorization|role_limit|scope|permission|role|operation)\./.test(key),
    )
    expect([...used].toSorted()).toEqual(written.toSorted())
  })

  it.each(['en', 'de'] as const)('leave no placeholder in %s, and title every check', (language) => {
    const described = decisions.flatMap(({ decision }) =>
      decision.checks.map((check) => describeCheck(check, language)),
    )
    expect(described.filter(({ title }) => title === '')).toEqual([])
    const said = new Set(
      described.flatMap((check) => flat<DescribedCheck>(check)).map(({ evidence }) => evidence),
    )
    expect([...said].filter((sentence) => /[{}]|undefined|^\s*$/.test(sentence))).toEqual([])
  })

  it('keep name, rule, result and shape', () => {
    const [first] = decisions
    const bare = (check: Check | DescribedCheck): unknown => {
      const { name, rule, result, children } = check
      return { name, rule, result, children: children.map(bare) }
    }
    expect(first?.decision.checks.map((check) => bare(describeCheck(check, 'de')))).toEqual(
      first?.decision.checks.map(bare),
    )
  })

  it('say `all divisions` where a role is held everywhere', () => {
    const check: Check = {
      name: 'role',
      rule: 'P2.5',
      result: 'passed',
      evidence: { key: 'role.holds', params: { role: 'Auditor', division: '*', pattern: '*:*:view' } },
      children: [],
    }
    expect(describeCheck(check, 'en').evidence).toBe('Role Auditor, all divisions: `*:*:view` matches')
    expect(describeCheck(check, 'de').evidence).toBe('Rolle Auditor, alle Bereiche: `*:*:view` passt')
  })
})

describe('a change in words (P3)', () => {
  it.each(Object.values(changes))('$kind is an instruction in both languages', (change) => {
    const spoken = (['en', 'de'] as const).map((language) => describeChange(change, names, language))
    expect(spoken.map(({ title }) => title)).toEqual(titles[change.kind])
    for (const { title, detail } of spoken) {
      expect(`${title} ${detail}`).not.toMatch(/[{}]|undefined/)
      expect(detail).not.toBe('')
    }
  })

  it('names the scopes of an authorization, or says that they are the former ones', () => {
    const detail = (scopes: readonly string[], language: 'en' | 'de') =>
      describeChange({ kind: 'authorize_app', scopes }, names, language).detail
    expect(detail(['users', 'oauth'], 'en')).toBe('with `users`, `oauth`')
    expect(detail(['users', 'oauth'], 'de')).toBe('mit `users`, `oauth`')
    expect(detail([], 'en')).toBe('with the scopes it was granted before')
    expect(detail([], 'de')).toBe('mit den früher gewährten Scopes')
  })
})

function keysOf(check: Check): readonly string[] {
  return flat(check).map(({ evidence }) => evidence.key)
}
