import type { OperationRisk } from '../../stores/access.ts'

/** Riskiest first. */
export const risks = ['privileged', 'write', 'read'] as const satisfies readonly OperationRisk[]
