/** Where a fault happened, without its message: messages quote what they choked on, and that may be a secret (F4). */
export function describeFault(cause: unknown): string {
  if (!(cause instanceof Error)) return `thrown ${typeof cause}`
  const name = /^[A-Za-z]{1,40}$/.test(cause.name) ? cause.name : 'Error'
  const code = 'code' in cause && isCode(cause.code) ? ` ${cause.code}` : ''
  return [`${name}${code}`, ...framesOf(cause).slice(0, 12)].join(' | ')
}

/** `ENOENT`, `ERR_WORKER_OUT_OF_MEMORY`, `store_damaged`; nothing that could be a value. */
function isCode(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Za-z]+(_[A-Za-z0-9]+)*$/.test(code) && code.length <= 40
}

/** The stack below the message; none if the message is not where it belongs, since it could pass for frames. */
function framesOf(cause: Error): readonly string[] {
  const stack = cause.stack ?? ''
  const start = stack.indexOf(cause.message)
  if (start < 0) return []
  const below = stack.slice(start + cause.message.length).split('\n')
  return below.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim())
}
