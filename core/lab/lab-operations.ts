import type { AdminApi } from '../contract/contract.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { look } from '../organization/context.ts'
import { writeCurl } from './curl.ts'
import { exportRun } from './export-run.ts'
import type { FlowRun, Step } from './flow-run.ts'
import type { FlowRuns } from './flow-runs.ts'
import { inspectAuthorizeUrl } from './inspect-authorize-url.ts'
import type { LabContext } from './ports.ts'
import { revealStep, viewRun } from './run-view.ts'
import { startRun } from './start-run.ts'
import type { Trials } from './trials.ts'

type LabOperation = Extract<keyof AdminApi, `lab.${string}`>

/** The lab with everything that it remembers; all of it ends with the process. */
export interface Lab extends LabContext {
  readonly runs: FlowRuns
  readonly trials: Trials
  readonly version: string
}

/** The operations that this room offers to screens and the command line. */
export function labOperations(lab: Lab): Pick<AdminApi, LabOperation> {
  const { runs, trials } = lab
  return {
    'lab.start': async ({ acting, clientId, ...wish }) => {
      const started = await startRun(lab, runs, { acting, clientId, wish })
      return started.ok ? ok(viewRun(started.value.run, acting.language)) : started
    },
    'lab.show': ({ runId, language }) => onRun(runs, runId, (run) => ok(viewRun(run, language))),
    'lab.openBrowser': async ({ runId, language }) => {
      const run = runs.get(runId)
      if (!run) return runNotFound(runId)
      if (run.authorizeUrl === null || run.state !== 'waiting_for_browser') {
        return fail({ code: 'flow_run_not_waiting', field: 'runId', value: runId })
      }
      const opened = await lab.browser.open(run.authorizeUrl)
      return opened.ok ? ok(viewRun(run, language)) : opened
    },
    'lab.cancel': ({ runId, language }) =>
      onRun(runs, runId, (run) => {
        run.cancel()
        return ok(viewRun(run, language))
      }),
    'lab.reveal': ({ runId, step, language }) =>
      onStep(runs, { runId, step }, (run, found) => ok(revealStep(run, found, language))),
    'lab.export': ({ runId, format, language }) =>
      onRun(runs, runId, (run) => ok(exportRun(run, { format, language, version: lab.version }))),
    'lab.curl': ({ runId, step }) =>
      onStep(runs, { runId, step }, (run, { sent }) =>
        sent
          ? ok({ text: writeCurl(sent, run.secrets) })
          : fail({ code: 'flow_step_not_sent', field: 'step', value: String(step) }),
      ),
    'lab.inspect': ({ acting, url }) => inspectAuthorizeUrl(lab, acting, url),
    'lab.arm': async ({ acting, clientId, fault }) => {
      const found = await look(lab, acting, 'oauth:client:view', async ({ unit, organization }) => {
        const client = await unit.clients.get(organization.id, clientId)
        return client ? ok(client) : fail({ code: 'client_not_found', field: 'client', value: clientId })
      })
      if (!found.ok) return found
      return ok(trials.arm(found.value, fault, acting.language))
    },
    'lab.disarm': async ({ acting, clientId }) => {
      const allowed = await look(lab, acting, 'oauth:client:view', () => Promise.resolve(ok(null)))
      if (!allowed.ok) return allowed
      trials.disarm(clientId)
      return ok(trials.list(acting.language))
    },
    'lab.trials': ({ language }) => Promise.resolve(ok(trials.list(language))),
  }
}

function onRun<Value>(
  runs: FlowRuns,
  runId: string,
  work: (run: FlowRun) => Result<Value>,
): Promise<Result<Value>> {
  const run = runs.get(runId)
  return Promise.resolve(run ? work(run) : runNotFound(runId))
}

function runNotFound(runId: string): Result<never> {
  return fail({ code: 'flow_run_not_found', field: 'runId', value: runId })
}

function onStep<Value>(
  runs: FlowRuns,
  wanted: { readonly runId: string; readonly step: number },
  work: (run: FlowRun, step: Step) => Result<Value>,
): Promise<Result<Value>> {
  return onRun(runs, wanted.runId, (run) => {
    const step = run.steps[wanted.step - 1]
    if (step) return work(run, step)
    return fail({ code: 'flow_step_not_found', field: 'step', value: String(wanted.step) })
  })
}
