import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { defaultPolicy, type Suppression } from '../../../core/audit/audit-policy.ts'
import { addSuppression } from '../../../core/audit/policy-file/add-suppression.ts'
import { policyShape } from '../../../core/audit/policy-file/policy-shape.ts'
import { policyFailure, readPolicyFile } from '../../../core/audit/policy-file/read-policy-file.ts'
import { describePolicyProblem } from '../../../core/wording/audit/describe-policy-problem.ts'
import { describeFailure } from '../../../core/wording/describe-failure.ts'
import { fail, type Result } from '../../../core/model/result.ts'
import publishedSchema from '../../../resources/schema/audit-policy.schema.json' with { type: 'json' }

const example = `# How Acme is audited
rules:
  GRANT-004: { enabled: false } # the wallboards are known
  LIFE-004:
    severity: info
thresholds:
  secretAgeDays: 90
  errorShare: 0.05
ownedDomains: [Acme.example, acme.test]
scopeRisks:
  recordings: privileged
testToolHosts: [ngrok.io]
suppressions:
  # until the wallboards are replaced
  - rule: GRANT-001
    subject: client-1
    reason: replaced in spring
    owner: Ada Admin
    expires: 2027-03-31
`

/** Everything that is wrong with a file, as a person reads it. */
function problemsOf(text: string): readonly string[] {
  const read = readPolicyFile(text)
  if (read.ok) return []
  return read.problems.map((problem) => {
    const { place, message } = describePolicyProblem(problem, 'en')
    return `${place}: ${message}`
  })
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(describeFailure(result.failure, 'en'))
  return result.value
}

describe('a policy file', () => {
  it('sets what it names and leaves the rest as it is (U2)', () => {
    expect(readPolicyFile(example)).toEqual({
      ok: true,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      policy: {
        rules: {
          'GRANT-004': { enabled: false, severity: null },
          'LIFE-004': { enabled: true, severity: 'info' },
        },
        thresholds: { ...defaultPolicy.thresholds, secretAgeDays: 90, errorShare: 0.05 },
        ownedDomains: ['acme.example', 'acme.test'],
        scopeRisks: new Map([['recordings', 'privileged']]),
        testToolHosts: ['ngrok.io'],
        sharedHosting: defaultPolicy.sharedHosting,
        suppressions: [
          {
            ...{ rule: 'GRANT-001', subject: 'client-1', fingerprint: null },
            ...{ reason: 'replaced in spring', owner: 'Ada Admin', expires: '2027-03-31' },
          },
        ],
      },
    })
  })

  it.each(['', '# nothing yet\n', '{}', 'rules:\nsuppressions:\n  # - rule: GRANT-001\n'])(
    'that says nothing is the default one: %j',
    (text) => {
      expect(readPolicyFile(text)).toMatchObject({ ok: true, policy: defaultPolicy })
    },
  )

  it('has the same digest however it is written, and another one for another content', () => {
    const digestOf = (text: string) => {
      const read = readPolicyFile(text)
      return read.ok ? read.digest : ''
    }
    const asJson = JSON.stringify(parse(example))
    const inOtherOrder = Object.fromEntries(Object.entries(parse(example) as object).reverse())
    expect(digestOf(asJson)).toBe(digestOf(example))
    expect(digestOf(JSON.stringify(inOtherOrder))).toBe(digestOf(example))
    expect(digestOf(example.replace('90', '91'))).not.toBe(digestOf(example))
  })

  it.each<[text: string, problem: string]>([
    // Keys
    ['rule: {}', 'line 1, column 1: there is no key `rule`; perhaps `rules` was meant'],
    ['\n  colour: red', 'line 2, column 3: there is no key `colour`'],
    [
      'thresholds:\n  secretAgeDay: 3',
      'line 2, column 3: `thresholds`: there is no key `secretAgeDay`; perhaps `secretAgeDays` was meant',
    ],
    [
      'rules:\n  GRANT-01: {}',
      'line 2, column 3: `rules`: there is no rule `GRANT-01`; perhaps `GRANT-001` was meant',
    ],
    ['rules: { GRANT-001: { off: true } }', 'line 1, column 23: `rules.GRANT-001`: there is no key `off`'],
    ['rules: {}\nrules: {}', 'line 2, column 1: the key `rules` occurs twice in one object'],
    ['__proto__: {}', 'line 1, column 1: the key `__proto__` is not accepted'],
    // Values
    ['rules: []', 'line 1, column 8: `rules`: it must be an object'],
    ['- rules', 'line 1, column 1: it must be an object'],
    [
      'rules:\n  GRANT-001:\n    enabled: off',
      'line 3, column 14: `rules.GRANT-001.enabled`: it must be true or false',
    ],
    [
      'rules: { GRANT-001: { severity: High } }',
      'line 1, column 33: `rules.GRANT-001.severity`: it must be one of `critical`, `high`, `medium`, `low`, `info`',
    ],
    ['thresholds: { errorShare: 1.5 }', 'line 1, column 27: `thresholds.errorShare`: it must be at most 1'],
    [
      'thresholds: { secretAgeDays: -1 }',
      'line 1, column 30: `thresholds.secretAgeDays`: it must be at least 0',
    ],
    [
      'thresholds: { secretAgeDays: 1.5 }',
      'line 1, column 30: `thresholds.secretAgeDays`: it must be a whole number',
    ],
    [
      'scopeRisks: { users: high }',
      'line 1, column 22: `scopeRisks.users`: it must be one of `privileged`, `write`, `read`',
    ],
    [
      'ownedDomains: ["https://acme.example"]',
      'line 1, column 16: `ownedDomains.0`: it must be a host name such as `example.com`, without a scheme or `*`',
    ],
    [
      'ownedDomains:\n  - "*.acme.example"',
      'line 2, column 5: `ownedDomains.0`: it must be a host name such as `example.com`, without a scheme or `*`',
    ],
    // YAML
    [
      'rules: "a',
      'line 1, column 10: something is missing, such as a closing quote or bracket, a comma, a colon or a space',
    ],
    ['rules: *nobody', 'line 1, column 8: the alias `nobody` has no anchor before it'],
    ['---\n{}\n---\n{}', 'line 3, column 1: the text holds more than one document'],
  ])('is refused where it is wrong, with the place: %j', (text, problem) => {
    expect(problemsOf(text).slice(0, 1)).toEqual([problem])
  })

  const entry = {
    ...{ rule: 'GRANT-001', subject: 'client-1', reason: 'known', owner: 'Ada' },
    expires: '2027-03-31',
  }
  it.each<[wish: object, problem: string | undefined]>([
    [{}, undefined],
    [{ fingerprint: 'a'.repeat(64) }, undefined],
    [{ expires: '2028-02-29' }, undefined],
    [
      { rule: 'GRANT-010' },
      '`suppressions.0.rule`: there is no rule `GRANT-010`; perhaps `GRANT-001` was meant',
    ],
    [{ rule: 7 }, '`suppressions.0.rule`: it must be one of'],
    [{ subject: '' }, '`suppressions.0.subject`: it must have 1 or more characters'],
    [{ subject: 17 }, '`suppressions.0.subject`: it must be text'],
    [{ fingerprint: 'A'.repeat(64) }, '`suppressions.0.fingerprint`: it must be a fingerprint'],
    [{ reason: '  ' }, '`suppressions.0.reason`: it must not be empty'],
    [{ reason: undefined }, '`suppressions.0.reason`: it is missing'],
    [{ owner: '' }, '`suppressions.0.owner`: it must'],
    [{ expires: '2027-02-29' }, '`suppressions.0.expires`: it must be a day of the calendar'],
    [{ expires: '31.3.2027' }, '`suppressions.0.expires`: it must be a day of the calendar'],
    [{ expires: 20_270_331 }, '`suppressions.0.expires`: it must be text'],
    [{ until: '2027-03-31' }, '`suppressions.0`: there is no key `until`'],
  ])('holds suppressions with a reason, an owner and a day (U2): %j', (wish, problem) => {
    const [found] = problemsOf(JSON.stringify({ suppressions: [{ ...entry, ...wish }] }))
    if (problem === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(problem)
  })

  it('tells everything that is wrong at once, from the top', () => {
    const text =
      'colour: red\nrules:\n  GRANT-001: { severity: high }\nthresholds: { maxScopes: many, x: 1 }\n'
    expect(problemsOf(text).map((problem) => problem.slice(0, 17))).toEqual([
      'line 1, column 1:',
      'line 4, column 26',
      'line 4, column 32',
    ])
  })

  it('cannot grow without end, by its size, its aliases or its depth', () => {
    expect(problemsOf(`# ${'x'.repeat(1_000_000)}`)).toEqual([
      'line 1, column 1: it is larger than 1,000,000 bytes',
    ])
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [one, other] of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e'],
    ] as const) {
      bomb.push(`${other}: &${other} [${Array(10).fill(`*${one}`).join(', ')}]`)
    }
    expect(problemsOf(bomb.join('\n'))).toEqual([
      'line 1, column 1: its aliases stand for more than 100 values',
    ])
    expect(problemsOf(`ownedDomains: ${'['.repeat(20_000)}`)[0]).toContain('nested')
  })

  it('is refused as a failure with the first place, in both languages', () => {
    const read = readPolicyFile('rules:\n  GRANT-001: { severity: top }\ncolour: red')
    const failure = policyFailure(read.ok ? [] : read.problems)
    expect(describeFailure(failure, 'en')).toBe(
      'the policy file cannot be used: line 2, column 26, at `rules.GRANT-001.severity`: it must be one of `critical`, `high`, `medium`, `low`, `info`',
    )
    expect(describeFailure(failure, 'de')).toContain('Zeile 2, Spalte 26')
  })
})

describe('the published schema of policy files', () => {
  it('is the one that files are checked by', () => {
    const { $id, title, ...schema } = publishedSchema
    expect(schema).toEqual(z.toJSONSchema(policyShape, { io: 'input', reused: 'ref' }))
    expect({ $id, title }).toEqual({ $id: 'audit-policy.schema.json', title: 'Audit policy of Grantdesk' })
  })

  it('accepts and refuses what the reader does', () => {
    const ajv = new Ajv({ strict: false })
    addFormats(ajv)
    const check = ajv.compile(publishedSchema)
    for (const text of [
      example,
      '{}',
      'rules:\n',
      'rule: {}',
      'rules: {GRANT-01: {}}',
      'thresholds: {errorShare: 2}',
    ]) {
      expect([text, check(parse(text))]).toEqual([text, readPolicyFile(text).ok])
    }
  })
})

describe('add a suppression to a policy file', () => {
  const now = new Date('2026-11-02T09:00:00.000Z')
  const suppression: Suppression = {
    ...{ rule: 'LIFE-004', subject: 'client-2', fingerprint: null, owner: 'Ben Boss', expires: '2027-11-03' },
    reason:
      'named so by the vendor: "test", and it is a long story that is told here in a single line of text',
  }

  it('keeps comments, order and everything else', () => {
    const added = valueOf(addSuppression(example, suppression, now))
    expect(
      added.startsWith(
        example
          .replace('[Acme.example, acme.test]', '[ Acme.example, acme.test ]')
          .replace('[ngrok.io]', '[ ngrok.io ]'),
      ),
    ).toBe(true)
    expect(readPolicyFile(added)).toMatchObject({
      policy: { suppressions: [{ subject: 'client-1' }, suppression] },
    })
    const twice = valueOf(addSuppression(added, { ...suppression, fingerprint: 'a'.repeat(64) }, now))
    expect(twice.startsWith(added)).toBe(true)
  })

  it.each(['', '# ours\n', 'rules: {}\n', 'suppressions: []\n', 'suppressions:\n', '{"suppressions": []}'])(
    'begins the list where there is none yet: %j',
    (text) => {
      const added = valueOf(addSuppression(text, suppression, now))
      expect(readPolicyFile(added)).toMatchObject({ ok: true, policy: { suppressions: [suppression] } })
      if (text.startsWith('#')) expect(added).toContain('# ours')
    },
  )

  it('keeps line ends as they are', () => {
    const added = valueOf(addSuppression(example.replaceAll('\n', '\r\n'), suppression, now))
    expect(added.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it('writes whatever is typed as text, and never as YAML', () => {
    for (const typed of [
      'yes',
      '12',
      '1e5',
      '*all',
      '# none',
      'a: b',
      '- x',
      '\ttab',
      '{x}',
      "it's",
      '"',
      'a\nb: c',
    ]) {
      const added = valueOf(addSuppression('', { ...suppression, reason: typed, subject: typed }, now))
      expect(readPolicyFile(added)).toMatchObject({
        policy: { suppressions: [{ reason: typed, subject: typed }] },
      })
    }
  })

  it.each<[wish: Partial<Suppression>, field: string, problem: string]>([
    [{ reason: ' ' }, 'reason', 'blank'],
    [{ owner: '' }, 'owner', 'blank'],
    [{ expires: '2027-02-30' }, 'expires', 'day'],
    [{ expires: 'never' }, 'expires', 'day'],
    [{ expires: '2026-11-01' }, 'expires', 'past'],
    [{ expires: '2027-11-04' }, 'expires', 'far'],
  ])('refuses %j', (wish, field, problem) => {
    expect(addSuppression(example, { ...suppression, ...wish }, now)).toMatchObject(
      fail({ code: 'suppression_invalid', field, rule: 'U2', params: { problem } }),
    )
  })

  it('refuses to write into a file that cannot be read', () => {
    expect(addSuppression('colour: red', suppression, now)).toMatchObject(fail({ code: 'policy_invalid' }))
    expect(addSuppression(example, { ...suppression, expires: '2026-11-02' }, now).ok).toBe(true)
  })
})

describe('the page about policy files', () => {
  const page = readFileSync('docs/audit-policy.md', 'utf8')

  it('shows an example that can be read, and every threshold with its default', () => {
    const shown = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? ''
    expect(readPolicyFile(shown)).toMatchObject({ ok: true, policy: { ownedDomains: ['acme.example'] } })
    for (const [name, value] of Object.entries(defaultPolicy.thresholds)) {
      expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| +${String(value)} \\|`))
    }
  })
})

describe('a file with very many mistakes (U2)', () => {
  it.each([
    ['unknown keys', (n: number) => `key${String(n)}: 1`, ''],
    ['unknown rules', (n: number) => `  GRANT-${String(n)}: {}`, 'rules:\n'],
    ['values that are none', (n: number) => `  scope${String(n)}: odd`, 'scopeRisks:\n'],
  ])(
    'names the first hundred of %s at once',
    (_name, line, head) => {
      const read = readPolicyFile(head + Array.from({ length: 10_000 }, (_none, n) => line(n)).join('\n'))

      expect(read.ok ? [] : read.problems).toHaveLength(100)
    },
    4_000,
  )
})
