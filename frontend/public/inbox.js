// Single keys in the inbox. Everything they do can be done without them, and they can be switched off.
const help = document.querySelector(".inbox-keys");
const off = help.querySelector("input");
const waits = ".inbox-approvals tbody tr, .inbox-sheet tbody tr";
const rows = [...document.querySelectorAll(waits)];
const keys = {
  j: () => go(1),
  k: () => go(-1),
  x: (row) => row.querySelector("input[type=checkbox]")?.click(),
  h: (row) => row.querySelector('button[value^="day:"]')?.click(),
  m: (row) => row.querySelector('button[value^="mute:"]')?.click(),
};

help.hidden = rows.length === 0;
off.checked = localStorage.getItem("inbox-keys") === "off";
off.addEventListener("change", () => localStorage.setItem("inbox-keys", off.checked ? "off" : "on"));

function go(by) {
  const now = rows.indexOf(document.activeElement?.closest("tr"));
  const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), rows.length - 1);
  rows[next]?.querySelector("th a").focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (off.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = document.activeElement?.closest(waits);
  const act = keys[event.key];
  if (!act || (!row && !["j", "k"].includes(event.key))) return;
  event.preventDefault();
  act(row);
});
