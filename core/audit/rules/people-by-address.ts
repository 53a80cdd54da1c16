import type { User } from '../../model/directory.ts'
import type { AuditSubject } from '../rule.ts'
import { oncePerSubject } from './once-per-subject.ts'
import { contactOf } from './subjects.ts'

/** The users whom clients name as their contacts, by their addresses as `contactOf` writes them; those of one by id. */
export const peopleByAddress = oncePerSubject(
  ({ snapshot }: Pick<AuditSubject, 'snapshot'>): ReadonlyMap<string, readonly User[]> => {
    const contacts = new Set(snapshot.clients.map(contactOf))
    contacts.delete('')
    const people = new Map<string, User[]>()
    for (const user of snapshot.users) {
      const address = user.email.toLowerCase()
      if (!contacts.has(address)) continue
      const others = people.get(address)
      if (others) others.push(user)
      else people.set(address, [user])
    }
    for (const users of people.values()) users.sort((one, other) => (one.id < other.id ? -1 : 1))
    return people
  },
)
