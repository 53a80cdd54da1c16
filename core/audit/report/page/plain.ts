/** What runs in a report without a list of findings: only the colours can be chosen. */
import { connectTheme } from './theme.ts'

connectTheme()
