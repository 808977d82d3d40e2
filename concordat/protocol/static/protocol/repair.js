// Keys for whoever repairs many clauses. Every deed is a button of the page, and works without this script.
"use strict";

const rows = [...document.querySelectorAll(".repair__row")];
const hint = document.querySelector("[data-shortcuts]");

if (rows.length && hint) {
  hint.hidden = false;
  const first = (row) => row && row.querySelector("button, a, select");
  const typing = (target) => target.matches("input, select, textarea");
  document.addEventListener("keydown", (event) => {
    // Only while a clause has the focus, so that nobody's own keys are taken elsewhere.
    const row = event.target.closest(".repair__row");
    if (!row || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = rows.indexOf(row);
    if (event.key === "j" || event.key === "k") {
      const next = first(rows[place + (event.key === "j" ? 1 : -1)]);
      if (next) { event.preventDefault(); next.focus(); }
      return;
    }
    const deed = row.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (deed) { event.preventDefault(); deed.click(); }
  });
  // After a step the address names the clause it was done to, and the browser gives it the focus.
}
