import { describe, expect, it } from 'vitest'
import { describeFault } from '../../../core/model/describe-fault.ts'

describe('a fault in the log (A2, F4)', () => {
  const canary = 'canary-51b7'

  it('is named by its kind, its code and where it happened', () => {
    const fault = Object.assign(new RangeError('quota of `x` exceeded'), { code: 'E_QUOTA' })

    expect(describeFault(fault)).toMatch(/^RangeError E_QUOTA \| at .*describe-fault\.test\.ts:\d+:\d+/)
  })

  it.each([
    ['a message', new Error(canary)],
    ['a message of several lines', new Error(`first\n${canary}`)],
    ['a message that looks like frames', new Error(`x\n    at ${canary} (file:1:1)`)],
    ['a string that was thrown', canary],
    ['an object that was thrown', { canary }],
    ['a cause', new Error('outer', { cause: new Error(canary) })],
  ])('never repeats %s', (_what, fault) => {
    expect(describeFault(fault)).not.toContain(canary)
  })

  it('shows no frames at all when the message was changed after the stack was made', () => {
    const fault = new Error(`x\n    at ${canary} (file:1:1)`)
    // Read once, since the stack is written when somebody first looks at it.
    expect(fault.stack).toContain(canary)
    fault.message = 'harmless'

    expect(describeFault(fault)).toBe('Error')
  })
})
