import { describe, expect, it } from 'vitest'
import { decide, newCampaign, reviewSubjects, signOff } from '../../../../core/audit/review/campaign.ts'
import { readReviewFile, writeReviewFile } from '../../../../core/audit/review/review-file.ts'
import { asId } from '../../../../core/model/brand.ts'
import { BUILT_IN_OWNER } from '../../../../core/model/oauth-client.ts'
import { fail } from '../../../../core/model/result.ts'
import { aClient, anAuthorization, aService, aSnapshot, takenAt } from '../../../support/audited-snapshot.ts'
import { valueOf } from '../../../support/results.ts'

const client = aClient({ scopes: ['users', 'routing'] })
const snapshot = aSnapshot({ clients: [client, aService()], authorizations: [anAuthorization(client)] })
const subjects = reviewSubjects(snapshot)
const [app] = subjects
if (!app) throw new Error('the snapshot has an app')
const empty = newCampaign(snapshot, 'sha256:abc')
const at = new Date(takenAt)
const saying = { scopes: [], note: '', at }

describe('a review campaign', () => {
  it('walks apps that are not revoked and clients of the organization’s own that are active', () => {
    const others = aSnapshot({
      clients: [
        aClient({ id: asId('off'), state: { kind: 'inactive', removalAt: takenAt } }),
        aClient({ id: asId('vendor'), ownerId: BUILT_IN_OWNER }),
        aClient({ id: asId('partner'), ownerId: asId('organization-2') }),
      ],
      authorizations: [
        anAuthorization(client, { state: 'revoked' }),
        anAuthorization(aService(), { state: 'pending' }),
      ],
    })

    expect(subjects.map(({ kind, id }) => [kind, id])).toEqual([
      ['authorization', 'client-1'],
      ['client', 'client-1'],
      ['client', 'service-1'],
    ])
    expect(reviewSubjects(others).map(({ kind, id }) => [kind, id])).toEqual([['authorization', 'service-1']])
  })

  it('writes a decision down with the revision that the reviewer saw', () => {
    const decided = valueOf(
      decide(empty, app, { ...saying, verdict: 'narrow', scopes: ['users'], note: ' ok ' }),
    )

    expect(decided.decisions).toEqual([
      {
        ...{ kind: 'authorization', id: 'client-1', name: 'Agent Desktop', verdict: 'narrow' },
        ...{ scopes: ['users'], note: 'ok', decidedAt: takenAt, revision: 1 },
      },
    ])
  })

  it.each([
    ['that keeps nothing', [], { code: 'scope_required', field: 'scopes', value: 'Agent Desktop' }],
    ['that keeps everything', ['users', 'routing'], { code: 'nothing_changed', value: 'Agent Desktop' }],
    [
      'that keeps what was not there',
      ['recordings'],
      {
        code: 'scope_not_requested',
        field: 'scopes',
        value: 'recordings',
        params: { client: 'Agent Desktop' },
      },
    ],
  ] as const)('refuses a narrowing %s', (_name, scopes, failure) => {
    expect(decide(empty, app, { ...saying, verdict: 'narrow', scopes })).toEqual(fail(failure))
  })

  it('replaces a decision by a later one, and takes it back by none', () => {
    const kept = valueOf(decide(empty, app, { ...saying, verdict: 'keep' }))
    const revoked = valueOf(decide(kept, app, { ...saying, verdict: 'revoke' }))

    expect(revoked.decisions.map(({ verdict }) => verdict)).toEqual(['revoke'])
    expect(valueOf(decide(revoked, app, { ...saying, verdict: null })).decisions).toEqual([])
  })

  it('is signed off once everything is decided, and closed from then on', () => {
    const all = subjects.reduce(
      (file, one) => valueOf(decide(file, one, { ...saying, verdict: 'keep' })),
      empty,
    )
    const lacking = { ...all, decisions: all.decisions.slice(1) }
    const signing = { reviewer: ' Rea ', signed: true, at }
    const signed = valueOf(signOff(all, subjects, signing))

    expect(signOff(lacking, subjects, signing)).toEqual(
      fail({ code: 'review_undecided', params: { open: 1, all: 3 } }),
    )
    expect(signOff(all, subjects, { ...signing, reviewer: ' ' }).ok).toBe(false)
    expect(signed.signedOff).toEqual({ reviewer: 'Rea', at: takenAt })
    expect(decide(signed, app, { ...saying, verdict: 'revoke' })).toEqual(
      fail({ code: 'review_signed_off', params: { reviewer: 'Rea' } }),
    )
    expect(valueOf(signOff(signed, subjects, { ...signing, signed: false })).signedOff).toBeNull()
  })

  it('comes back from its file as it was, whatever the order of decisions', () => {
    const all = subjects.reduce(
      (file, one) => valueOf(decide(file, one, { ...saying, verdict: 'keep' })),
      empty,
    )
    const text = writeReviewFile(all)

    expect(writeReviewFile({ ...all, decisions: all.decisions.toReversed() })).toBe(text)
    expect(writeReviewFile(valueOf(readReviewFile(text)))).toBe(text)
  })

  it.each([
    ['no JSON', '{', undefined],
    ['an unknown member', JSON.stringify({ ...empty, more: 1 }), '/'],
    ['another version', JSON.stringify({ ...empty, version: 2 }), '/version'],
    [
      'a verdict that there is not',
      JSON.stringify({ ...empty, decisions: [{ verdict: 'burn' }] }),
      '/decisions/0/kind',
    ],
  ])('refuses a file with %s and names the place', (_name, text, pointer) => {
    const read = readReviewFile(text)

    expect(!read.ok && [read.failure.code, read.failure.params?.['pointer']]).toEqual([
      'review_unreadable',
      pointer,
    ])
  })

  it('refuses a file with two decisions on one record', () => {
    const { decisions } = valueOf(decide(empty, app, { ...saying, verdict: 'keep' }))
    const read = readReviewFile(JSON.stringify({ ...empty, decisions: [...decisions, ...decisions] }))

    expect(!read.ok && read.failure.params).toEqual({
      problem: 'second_decision',
      id: 'client-1',
      pointer: '/decisions/1',
    })
  })
})
