/** Remembers in this window with which question one left a list, so that the pages of its records lead on to the next one. */

const name = (kind) => `keta.list.${kind}`;

/** Called where a link inside a list is followed. */
export function leaveList() {
  const kind = location.pathname.split("/")[1];
  if (kind) sessionStorage.setItem(name(kind), location.search);
}

/** The query of the list of that kind from which this window came last; null where it came from none. */
export function listBehind(kind) {
  return sessionStorage.getItem(name(kind));
}
