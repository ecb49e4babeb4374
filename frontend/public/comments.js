// Offers names while somebody types @ in a comment. Without it a name is typed in full.
const field = document.querySelector(".comment-form textarea");
const list = document.querySelector("#comment-names");
const names = [...list.children];
const most = 6;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let offered = [];
let chosen = 0;

names.forEach((name, place) => {
  name.id = `comment-name-${place}`;
  name.setAttribute("role", "option");
});
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);

// What is typed behind the last @, up to the cursor; null where the cursor stands elsewhere.
function typed() {
  return field.value.slice(0, field.selectionStart).match(/(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}'’ -]{0,60})$/u)?.[1] ?? null;
}

function offer() {
  const wanted = typed();
  const fits = (name) => plain(` ${name.textContent}`).includes(` ${plain(wanted)}`);
  offered = wanted === null ? [] : names.filter(fits).slice(0, most);
  // A name that is complete needs no offer.
  if (offered.length === 1 && plain(offered[0].textContent) === plain(wanted).trim()) offered = [];
  chosen = 0;
  show();
}

function show() {
  list.hidden = offered.length === 0;
  for (const name of names) {
    name.hidden = !offered.includes(name);
    name.setAttribute("aria-selected", String(name === offered[chosen]));
  }
  if (offered.length) field.setAttribute("aria-activedescendant", offered[chosen].id);
  else field.removeAttribute("aria-activedescendant");
}

function take(name) {
  const end = field.selectionStart;
  field.setRangeText(`${name.textContent} `, end - typed().length, end, "end");
  field.focus();
  offered = [];
  show();
}

field.addEventListener("input", offer);
field.addEventListener("click", offer);
field.addEventListener("blur", () => { offered = []; show(); });
field.addEventListener("keydown", (event) => {
  if (!offered.length) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) chosen = (chosen + step + offered.length) % offered.length;
  else if (event.key === "Escape") offered = [];
  else if (event.key === "Enter" || event.key === "Tab") return event.preventDefault(), take(offered[chosen]);
  else return;
  event.preventDefault();
  show();
});
// Before the field loses the focus, so that it keeps it.
list.addEventListener("pointerdown", (event) => {
  const name = event.target.closest("li");
  if (!name) return;
  event.preventDefault();
  take(name);
});
