import { formatDuration } from '../../../core/model/duration.ts'
import type { ClientState } from '../../../core/model/oauth-client.ts'
import { say } from '../../i18n.ts'

/** `5 d 3 h`, in the two largest units. */
export function timeUntil(at: string, now: Date): string {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - now.getTime()) / 1_000))
  const unit = seconds >= 3_600 ? 3_600 : 60
  return formatDuration(Math.floor(seconds / unit) * unit).replace('0 s', '0 min')
}

/** What stands beside a client's state: how long it can be restored, or who disabled it. */
export function stateDetail(state: ClientState, now: Date): string | undefined {
  if (state.kind === 'inactive') {
    return say('common.state.restoreFor', { time: timeUntil(state.removalAt, now) })
  }
  return state.kind === 'disabled' ? say('common.state.disabledBy') : undefined
}
