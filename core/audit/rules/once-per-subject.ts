/** Remembers what was found out of a subject for as long as the subject is there: several rules ask for the same. */
export function oncePerSubject<Subject extends object, Value extends object>(
  find: (subject: Subject) => Value,
): (subject: Subject) => Value {
  const known = new WeakMap<Subject, Value>()
  return (subject) => {
    const found = known.get(subject) ?? find(subject)
    known.set(subject, found)
    return found
  }
}
